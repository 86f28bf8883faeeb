using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>The short-timescale state: <see cref="PerUser"/> numbers for each user.</summary>
public sealed class SlotFeatures
{
    /// <summary>Cached or not, channel, input, output; and where the model is cached its best level, gain, half level and time of a step.</summary>
    public const int PerUser = 8;

    private readonly Scenario _scenario;
    private readonly FeatureScales _scales;
    private readonly float[][] _models;

    /// <summary>Scales for the scenario.</summary>
    public SlotFeatures(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_scenario, _scales) = (scenario, new(scenario));
        _models = [.. scenario.Models.Select(model => FeatureScales.Describe(model).Select((value, i) => FeatureScales.Scale(value, _scales.Models[i])).ToArray())];
    }

    /// <summary>Length of the state.</summary>
    public int Size => PerUser * _scenario.Options.Users;

    /// <summary>Writes the state.</summary>
    public void Write(Slot slot, ModelSet cache, Span<float> state)
    {
        ArgumentNullException.ThrowIfNull(slot);
        for (var user = 0; user < slot.Models.Length; user++)
        {
            var features = state.Slice(user * PerUser, PerUser);
            var cached = cache.Contains(slot.Models[user]);
            features[0] = cached ? 1 : -1;
            features[1] = FeatureScales.Scale(Math.Log(slot.Gains[user]), _scales.Gain);
            features[2] = FeatureScales.Scale(Math.Log(slot.InputBits[user]), _scales.Bits);
            features[3] = FeatureScales.Scale(Math.Log(slot.OutputBits[user]), _scales.Bits);
            features[4..].Clear();
            if (cached)
                _models[slot.Models[user]].CopyTo(features[4..]);
        }
    }
}

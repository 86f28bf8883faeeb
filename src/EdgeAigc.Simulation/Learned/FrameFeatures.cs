using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>
/// The long-timescale state. The published one holds the popularity state, the counts of the last frame and the cache. The one per model
/// has for each model its counts (last frame, and decayed at three rates), whether it is cached, its size, what steps gain, the time of a
/// step, which model it is, and the popularity state.
/// </summary>
public sealed class FrameFeatures
{
    private static readonly double[] Decays = [0, 0.7, 0.9, 0.98];

    private readonly Scenario _scenario;
    private readonly bool _perModel;
    private readonly double[][] _counts;
    private readonly double[] _sums = new double[Decays.Length];

    /// <summary>A state that has seen nothing.</summary>
    public FrameFeatures(Scenario scenario, bool perModel)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_scenario, _perModel) = (scenario, perModel);
        _counts = [.. Decays.Select(_ => new double[scenario.Models.Count])];
    }

    /// <summary>Numbers of one model where the state is per model.</summary>
    public int PerModel => Decays.Length + 4 + _scenario.Models.Count + _scenario.Options.ZipfSkews.Length;

    /// <summary>Length of the state.</summary>
    public int Size => _perModel ? _scenario.Models.Count * PerModel : _scenario.Options.ZipfSkews.Length + (2 * _scenario.Models.Count);

    /// <summary>Takes in the last frame and writes the state.</summary>
    public void Write(FrameObservation observation, Span<float> state)
    {
        ArgumentNullException.ThrowIfNull(observation);
        Count(observation.LastFrame);
        state.Clear();
        if (_perModel)
        {
            for (var model = 0; model < _scenario.Models.Count; model++)
                WriteModel(observation, model, state.Slice(model * PerModel, PerModel));
            return;
        }

        var (skews, models) = (_scenario.Options.ZipfSkews.Length, _scenario.Models.Count);
        state[observation.SkewState] = 1;
        for (var model = 0; model < models; model++)
        {
            state[skews + model] = (float)Rate(0, model);
            state[skews + models + model] = observation.Cache.Contains(model) ? 1 : 0;
        }
    }

    private void WriteModel(FrameObservation observation, int model, Span<float> features)
    {
        var kind = _scenario.Models[model];
        for (var i = 0; i < Decays.Length; i++)
            features[i] = (float)Rate(i, model);
        features[Decays.Length] = observation.Cache.Contains(model) ? 1 : 0;
        features[Decays.Length + 1] = (float)(kind.Gigabytes / _scenario.Options.CacheGigabytes);
        features[Decays.Length + 2] = (float)(5 * kind.Gains[kind.BestLevel]);
        features[Decays.Length + 3] = (float)kind.StepSeconds;
        features[Decays.Length + 4 + model] = 1;
        features[Decays.Length + 4 + _scenario.Models.Count + observation.SkewState] = 1;
    }

    // 1 where the model has its equal part of the requests.
    private double Rate(int decay, int model) => _sums[decay] > 0 ? _counts[decay][model] / _sums[decay] * _scenario.Models.Count : 1;

    private void Count(IReadOnlyList<Slot> slots)
    {
        if (slots.Count == 0)
            return;
        for (var i = 0; i < Decays.Length; i++)
        {
            for (var model = 0; model < _counts[i].Length; model++)
                _counts[i][model] *= Decays[i];
            foreach (var model in slots.SelectMany(slot => slot.Models))
                _counts[i][model]++;
            _sums[i] = _counts[i].Sum();
        }
    }
}

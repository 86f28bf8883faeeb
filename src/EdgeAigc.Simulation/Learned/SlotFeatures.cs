using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>A slot of the scenario as the users that stage two is told of.</summary>
public sealed class SlotFeatures
{
    private readonly ModelTraits[] _models;
    private readonly SlotUser[] _users;
    private readonly UserFeatures _features;

    /// <summary>Describes the scenario's models.</summary>
    /// <param name="scenario">Where.</param>
    /// <param name="scales">How numbers are scaled.</param>
    public SlotFeatures(Scenario scenario, SlotScales scales)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_models, _users, _features) = ([.. scenario.Models.Select(ScenarioTraits.Of)], new SlotUser[scenario.Options.Users], new(scales));
    }

    /// <summary>Length of the state.</summary>
    public int Size => UserFeatures.PerUser * _users.Length;

    /// <summary>The users, valid until the next call.</summary>
    public ReadOnlySpan<SlotUser> Users(Slot slot, ModelSet cache)
    {
        ArgumentNullException.ThrowIfNull(slot);
        for (var user = 0; user < _users.Length; user++)
        {
            var model = slot.Models[user];
            _users[user] = new(cache.Contains(model), slot.Gains[user], slot.InputBits[user], slot.OutputBits[user], _models[model]);
        }

        return _users;
    }

    /// <summary>Writes the state.</summary>
    public void Write(Slot slot, ModelSet cache, Span<float> state) => _features.Write(Users(slot, cache), state);
}

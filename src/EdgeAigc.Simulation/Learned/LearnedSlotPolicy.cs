using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>Stage two by a trained actor behind the shield.</summary>
public sealed class LearnedSlotPolicy : ISlotPolicy
{
    private readonly IActor _actor;
    private readonly SlotFeatures _features;
    private readonly ActionAmender _amender;
    private Random _random;
    private readonly int _budget;
    private readonly double _leastShare;
    private readonly (float[] State, float[] Noise, float[] Action, int[] Caps) _memory;

    /// <summary>Takes the actor into use.</summary>
    /// <exception cref="InvalidDataException">The actor was trained for another scenario.</exception>
    public LearnedSlotPolicy(Scenario scenario, IActor actor, double temperature, int seed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(actor);
        (_actor, _features, _amender, _random) = (actor, new(scenario), new(scenario, temperature), new(seed));
        (_budget, _leastShare) = (scenario.Options.StepBudget, scenario.Options.MinShare);
        if (actor.StateSize != _features.Size || actor.ActionSize != 2 * scenario.Options.Users)
            throw new InvalidDataException($"The actor takes {actor.StateSize} numbers and gives {actor.ActionSize}; the scenario has {_features.Size} and {2 * scenario.Options.Users}.");
        _memory = (new float[actor.StateSize], new float[actor.NoiseSize], new float[actor.ActionSize], new int[scenario.Options.Users]);
    }

    /// <summary>What stands between the actor and the server.</summary>
    public FeasibilityShield Shield { get; } = new();

    /// <summary>Starts its chance anew.</summary>
    public void Restart(int seed) => _random = new(seed);

    /// <inheritdoc/>
    public void Decide(Slot slot, ModelSet cache, Span<int> steps, Span<double> shares)
    {
        _features.Write(slot, cache, _memory.State);
        foreach (ref var number in _memory.Noise.AsSpan())
            number = (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
        _actor.Act(_memory.State, _memory.Noise, _memory.Action);
        _amender.Amend(slot, cache, _memory.Action, steps, shares);
        for (var user = 0; user < steps.Length; user++)
            _memory.Caps[user] = _amender.Cap(slot, cache, user);
        Shield.Apply(steps, _memory.Caps, _budget, shares, _leastShare);
    }
}

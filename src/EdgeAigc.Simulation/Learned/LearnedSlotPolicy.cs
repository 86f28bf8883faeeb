using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>Stage two by a trained actor behind the shield, in the scenario.</summary>
public sealed class LearnedSlotPolicy : ISlotPolicy
{
    private readonly SlotActor _actor;
    private readonly SlotFeatures _features;
    private readonly ScenarioAmender _amender;
    private readonly (int Budget, double LeastShare) _limits;

    /// <summary>Takes the actor into use.</summary>
    /// <exception cref="InvalidDataException">The actor was trained for another scenario.</exception>
    public LearnedSlotPolicy(Scenario scenario, IActor actor, double temperature, int seed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(actor);
        var scales = ScenarioTraits.Scales(scenario, temperature);
        (_features, _amender) = (new(scenario, scales), new(scenario, temperature));
        if (actor.StateSize != _features.Size || actor.ActionSize != 2 * scenario.Options.Users)
            throw new InvalidDataException($"The actor takes {actor.StateSize} numbers and gives {actor.ActionSize}; the scenario has {_features.Size} and {2 * scenario.Options.Users}.");
        (_actor, _limits) = (new(actor, scales, seed), (scenario.Options.StepBudget, scenario.Options.MinShare));
    }

    /// <summary>What stands between the actor and the server.</summary>
    public FeasibilityShield Shield { get; } = new();

    /// <summary>Starts its chance anew.</summary>
    public void Restart(int seed) => _actor.Restart(seed);

    /// <inheritdoc/>
    public void Decide(Slot slot, ModelSet cache, Span<int> steps, Span<double> shares)
    {
        _amender.Amend(slot, cache, _actor.Act(_features.Users(slot, cache)), steps, shares);
        Shield.Apply(steps, _amender.Caps, _limits.Budget, shares, _limits.LeastShare);
    }
}

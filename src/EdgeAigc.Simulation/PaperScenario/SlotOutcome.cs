using EdgeAigc.Core.Learned;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>
/// What a slot's decisions come to. A user whose model is cached waits radio(b) + L·B1 + B2; another waits
/// radio(b) + (in + out) / (backhaul / misses) + A3·B1 + B2 + the cloud's seconds and gets the cloud's full quality. The reward is
/// −mean[α·delay / reference + (1 − α)·loss].
/// </summary>
public sealed class SlotOutcome
{
    private readonly Scenario _scenario;

    /// <summary>Room for the outcome of a slot.</summary>
    public SlotOutcome(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _scenario = scenario;
        Delays = new double[scenario.Options.Users];
        Losses = new double[scenario.Options.Users];
    }

    /// <summary>Delay in seconds of each user.</summary>
    public double[] Delays { get; }

    /// <summary>Loss of quality of each user in units of the reference.</summary>
    public double[] Losses { get; }

    /// <summary>Computes delays and losses; returns the reward.</summary>
    /// <exception cref="InvalidOperationException">A decision breaks a limit.</exception>
    public double Evaluate(Slot slot, ModelSet cache, ReadOnlySpan<int> steps, ReadOnlySpan<double> shares)
    {
        ArgumentNullException.ThrowIfNull(slot);
        Check(slot, cache, steps, shares);
        var options = _scenario.Options;
        var misses = slot.Models.Length - slot.CountHits(cache);
        var reward = 0.0;
        for (var user = 0; user < slot.Models.Length; user++)
        {
            var model = _scenario.Models[slot.Models[user]];
            var cached = cache.Contains(slot.Models[user]);
            var made = cached ? steps[user] : model.MaxSteps;
            var seconds = RadioLink.Seconds(options, slot, user, shares[user]) + model.BaseSeconds + (made * model.StepSeconds);
            if (!cached)
                seconds += options.CloudSeconds + ((slot.InputBits[user] + slot.OutputBits[user]) * misses / (options.BackhaulMegabitsPerSecond * 1e6));
            (Delays[user], Losses[user]) = (seconds, model.Loss(made));
            reward -= (options.DelayWeight * seconds / options.ReferenceSeconds) + ((1 - options.DelayWeight) * Losses[user]);
        }

        return reward / slot.Models.Length;
    }

    private void Check(Slot slot, ModelSet cache, ReadOnlySpan<int> steps, ReadOnlySpan<double> shares)
    {
        var (sumSteps, sumShares) = (0, 0.0);
        for (var user = 0; user < steps.Length; user++)
        {
            var most = cache.Contains(slot.Models[user]) ? _scenario.Models[slot.Models[user]].MaxSteps : 0;
            if (steps[user] < 0 || steps[user] > most)
                throw new InvalidOperationException($"User {user} got {steps[user]} steps; it may have 0 to {most}.");
            if (!(shares[user] >= _scenario.Options.MinShare - 1e-9))
                throw new InvalidOperationException($"User {user} got a share of {shares[user]}; the least is {_scenario.Options.MinShare}.");
            (sumSteps, sumShares) = (sumSteps + steps[user], sumShares + shares[user]);
        }

        if (sumSteps > _scenario.Options.StepBudget)
            throw new InvalidOperationException($"{sumSteps} steps were given; the budget is {_scenario.Options.StepBudget}.");
        if (sumShares > 1 + 1e-9)
            throw new InvalidOperationException($"The shares sum to {sumShares}, above 1.");
    }
}

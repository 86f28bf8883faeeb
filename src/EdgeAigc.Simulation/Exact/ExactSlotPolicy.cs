using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Exact;

/// <summary>
/// The best steps and shares of a slot. The reward is a sum of what depends on the shares and what depends on the steps, and each has a
/// budget of its own, so the two are solved apart and nothing is lost.
/// </summary>
public sealed class ExactSlotPolicy : ISlotPolicy
{
    private readonly Scenario _scenario;
    private readonly StepKnapsack _knapsack;
    private readonly int[] _levels;

    /// <summary>A solver with its own memory; not for several threads at once.</summary>
    public ExactSlotPolicy(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _scenario = scenario;
        _knapsack = new(scenario.Options.Users, scenario.Options.StepBudget);
        _levels = new int[scenario.Options.Users];
    }

    /// <inheritdoc/>
    public void Decide(Slot slot, ModelSet cache, Span<int> steps, Span<double> shares)
    {
        ArgumentNullException.ThrowIfNull(slot);
        BandwidthShares.Solve(_scenario.Options, slot, shares);
        if (TakeBestLevels(slot, cache, steps))
            return;

        _knapsack.Depth = 0;
        foreach (var model in slot.Models)
        {
            if (cache.Contains(model))
                _knapsack.Add(_scenario.Models[model]);
        }

        _knapsack.Read(_levels);
        var next = 0;
        for (var user = 0; user < steps.Length; user++)
            steps[user] = cache.Contains(slot.Models[user]) ? _levels[next++] : 0;
    }

    // Without scarcity everybody takes what is best alone.
    private bool TakeBestLevels(Slot slot, ModelSet cache, Span<int> steps)
    {
        var sum = 0;
        for (var user = 0; user < steps.Length; user++)
        {
            steps[user] = cache.Contains(slot.Models[user]) ? _scenario.Models[slot.Models[user]].BestLevel : 0;
            sum += steps[user];
        }

        return sum <= _scenario.Options.StepBudget;
    }
}

using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Policies;

/// <summary>Equal shares of the bandwidth for all, and of the steps for those whose model is cached, each up to the steps that pay.</summary>
public sealed class EqualShares(Scenario scenario) : ISlotPolicy
{
    /// <inheritdoc/>
    public void Decide(Slot slot, ModelSet cache, Span<int> steps, Span<double> shares)
    {
        ArgumentNullException.ThrowIfNull(slot);
        shares.Fill(1.0 / shares.Length);
        var each = scenario.Options.StepBudget / Math.Max(1, slot.CountHits(cache));
        for (var user = 0; user < steps.Length; user++)
            steps[user] = cache.Contains(slot.Models[user]) ? Math.Min(each, scenario.Models[slot.Models[user]].BestLevel) : 0;
    }
}

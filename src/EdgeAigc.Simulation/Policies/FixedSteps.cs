using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Policies;

/// <summary>Equal shares of the bandwidth, and the best level of its model for every user in turn while the budget lasts.</summary>
public sealed class FixedSteps(Scenario scenario) : ISlotPolicy
{
    /// <inheritdoc/>
    public void Decide(Slot slot, ModelSet cache, Span<int> steps, Span<double> shares)
    {
        ArgumentNullException.ThrowIfNull(slot);
        shares.Fill(1.0 / shares.Length);
        var left = scenario.Options.StepBudget;
        for (var user = 0; user < steps.Length; user++)
        {
            var wanted = scenario.Models[slot.Models[user]].BestLevel;
            steps[user] = cache.Contains(slot.Models[user]) && wanted <= left ? wanted : 0;
            left -= steps[user];
        }
    }
}

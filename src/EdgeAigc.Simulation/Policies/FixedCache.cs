using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Policies;

/// <summary>The same set in every frame.</summary>
public sealed class FixedCache(ModelSet set) : ICachePolicy
{
    /// <summary>The models in the order of their popularity at the start, as far as they fit.</summary>
    public static FixedCache Popular(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return new(scenario.Fill(Enumerable.Range(0, scenario.Models.Count)));
    }

    /// <inheritdoc/>
    public ModelSet Decide(FrameObservation observation) => set;
}

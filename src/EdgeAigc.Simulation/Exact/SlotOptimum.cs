using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Exact;

/// <summary>The greatest reward of a slot, by which any decision on it can be judged.</summary>
internal sealed class SlotOptimum(Scenario scenario)
{
    private readonly ExactSlotPolicy _exact = new(scenario);
    private readonly SlotOutcome _outcome = new(scenario);
    private readonly int[] _steps = new int[scenario.Options.Users];
    private readonly double[] _shares = new double[scenario.Options.Users];

    /// <summary>The greatest reward with what is cached.</summary>
    public double Value(Slot slot, ModelSet cache)
    {
        _exact.Decide(slot, cache, _steps, _shares);
        return _outcome.Evaluate(slot, cache, _steps, _shares);
    }
}

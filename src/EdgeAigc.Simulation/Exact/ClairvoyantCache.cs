using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Exact;

/// <summary>
/// The best caching of a trace that is known in advance, given exact stage two: every feasible set of every frame is valued and the best
/// way through them found by dynamic programming over frames. An upper bound for every policy.
/// </summary>
public sealed class ClairvoyantCache : ICachePolicy
{
    private readonly Queue<ModelSet> _plan = new();

    /// <summary>Plans the whole trace.</summary>
    /// <param name="scenario">Where.</param>
    /// <param name="frames">The trace.</param>
    /// <param name="warmUp">Frames at the start that do not count, neither for their rewards nor for what they load.</param>
    public ClairvoyantCache(Scenario scenario, IReadOnlyList<Frame> frames, int warmUp = 0)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(frames);
        var sets = scenario.FeasibleSets;
        var valuation = new CacheValues(scenario);
        var costs = new double[sets.Count, sets.Count];
        for (var from = 0; from < sets.Count; from++)
        {
            for (var to = 0; to < sets.Count; to++)
                costs[from, to] = scenario.SwitchCost(sets[from], sets[to]);
        }

        var free = new double[sets.Count, sets.Count];
        // The cache is empty before the first frame; the empty set is the first of all sets.
        var reached = Enumerable.Repeat(double.NegativeInfinity, sets.Count).ToArray();
        reached[0] = 0;
        var cameFrom = new int[frames.Count][];
        for (var frame = 0; frame < frames.Count; frame++)
        {
            var values = new double[sets.Count];
            foreach (var slot in frame < warmUp ? [] : frames[frame].Slots)
                valuation.Add(slot, 1.0 / frames[frame].Slots.Length, values);
            (reached, cameFrom[frame]) = Advance(reached, values, frame < warmUp ? free : costs);
        }

        var path = new Stack<ModelSet>();
        var at = Array.IndexOf(reached, reached.Max());
        for (var frame = frames.Count - 1; frame >= 0; frame--)
        {
            path.Push(sets[at]);
            at = cameFrom[frame][at];
        }

        foreach (var set in path)
            _plan.Enqueue(set);
    }

    /// <inheritdoc/>
    public ModelSet Decide(FrameObservation observation) => _plan.Dequeue();

    private static (double[] Reached, int[] CameFrom) Advance(double[] reached, double[] values, double[,] costs)
    {
        var (next, cameFrom) = (new double[values.Length], new int[values.Length]);
        for (var to = 0; to < values.Length; to++)
        {
            var best = double.NegativeInfinity;
            for (var from = 0; from < values.Length; from++)
            {
                if (reached[from] - costs[from, to] is var value && value > best)
                    (best, cameFrom[to]) = (value, from);
            }

            next[to] = best + values[to];
        }

        return (next, cameFrom);
    }
}

using EdgeAigc.Core.Placement;
using EdgeAigc.Simulation.Cluster.Routing;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>Plans frames with a placement policy.</summary>
/// <param name="policy">Chooses what is resident.</param>
/// <param name="options">Limits of planning.</param>
/// <param name="demand">The demand that plans go by.</param>
/// <param name="problems">States the frames.</param>
/// <param name="scenario">The cluster.</param>
/// <param name="lastPlan">Frame after which no more plans are made.</param>
/// <param name="clock">Measures wall time.</param>
internal sealed class PlannedFrames(
    IPlacementPolicy policy, PlacementOptions options, IFrameDemand demand, FrameProblems problems, ClusterScenario scenario, int lastPlan, TimeProvider clock) : IStageOne
{
    private readonly Dictionary<string, int> _models = scenario.Models.Index().ToDictionary(row => row.Item.Name, row => row.Index, StringComparer.Ordinal);
    private PlacementPrices? _prices;

    public (double Gap, double Seconds)? Begin(int frame, IReadOnlyList<ClusterRequest> coming, NodeState[] nodes)
    {
        if (frame > lastPlan)
            return null;
        var start = clock.GetTimestamp();
        var rates = demand.Of(coming);
        if (rates.Count == 0)
            return null;
        var outcome = policy.Plan(problems.Of(rates, nodes), options with { StartPrices = _prices });
        if (outcome.Plan is not { } plan)
            throw new InvalidOperationException($"Frame {frame} cannot be planned: {string.Join(" ", outcome.Faults)}");
        _prices = plan.Prices;
        var seconds = clock.GetElapsedTime(start).TotalSeconds;
        var popular = rates.GroupBy(row => row.Model, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.RequestsPerSecond), StringComparer.Ordinal);
        var now = frame * scenario.FrameSeconds;
        for (var node = 0; node < nodes.Length; node++)
        {
            nodes[node].Memory.Follow(
                [.. plan.Placement[node].Resident.OrderByDescending(model => popular.GetValueOrDefault(model)).ThenBy(model => model, StringComparer.Ordinal).Select(model => _models[model])], now);
        }

        return (plan.RelativeGap, seconds);
    }

    public void End(int frame, IReadOnlyList<ClusterRequest> arrived) => demand.Observe(frame, arrived);
}

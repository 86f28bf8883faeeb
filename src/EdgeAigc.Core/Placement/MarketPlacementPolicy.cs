using EdgeAigc.Core.Placement.Market;

namespace EdgeAigc.Core.Placement;

/// <summary>
/// Stage one by market prices: a Lagrangian relaxation prices demand and capacity and bounds every plan, a placement follows the
/// prices, and local search improves it while there is time. The switch cost in the value is its hysteresis: a model moves only
/// when that earns more within the frame than the load costs.
/// </summary>
/// <param name="clock">Measures the time budget.</param>
public sealed class MarketPlacementPolicy(TimeProvider clock) : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => PlacementPolicyNames.Market;

    /// <inheritdoc/>
    public PlacementOutcome Plan(PlacementProblem problem, PlacementOptions options) => FramePlanning.Plan(
        problem, options, clock, Name, (graph, required, limits, time) => new MarketPlanner(graph, required, limits, time).Run());
}

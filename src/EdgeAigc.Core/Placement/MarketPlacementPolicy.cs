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
    public PlacementOutcome Plan(PlacementProblem problem, PlacementOptions options)
    {
        PlacementPrices? prices = null;
        var outcome = FramePlanning.Plan(problem, options, clock, Name, (graph, required, limits, time) =>
        {
            var planner = new MarketPlanner(graph, required, limits, time);
            var (placement, bound) = planner.Run();
            prices = planner.Prices;
            return (placement, bound);
        });
        return outcome.Plan is { } plan ? PlacementOutcome.Of(plan with { Prices = prices }) : outcome;
    }
}

namespace EdgeAigc.Core.Placement;

/// <summary>Models drawn by lot until each node is full: the least that any other policy must beat.</summary>
/// <param name="clock">Measures the time budget.</param>
public sealed class RandomPlacementPolicy(TimeProvider clock) : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => PlacementPolicyNames.Random;

    /// <inheritdoc/>
    public PlacementOutcome Plan(PlacementProblem problem, PlacementOptions options) => FramePlanning.Plan(
        problem,
        options,
        clock,
        Name,
        (graph, required, limits, time) =>
        {
            var order = Enumerable.Range(0, graph.Copies).ToArray();
            new Random(limits.Seed).Shuffle(order);
            return RankedPlacement.Choose(graph, required, order, limits, time);
        });
}

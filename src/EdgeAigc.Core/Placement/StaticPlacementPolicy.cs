namespace EdgeAigc.Core.Placement;

/// <summary>On each node the models that the cluster asks for most, as far as they fit: what an operator would set up by hand.</summary>
/// <param name="clock">Measures the time budget.</param>
public sealed class StaticPlacementPolicy(TimeProvider clock) : IPlacementPolicy
{
    /// <inheritdoc/>
    public string Name => PlacementPolicyNames.Static;

    /// <inheritdoc/>
    public PlacementOutcome Plan(PlacementProblem problem, PlacementOptions options) => FramePlanning.Plan(
        problem,
        options,
        clock,
        Name,
        (graph, required, limits, time) =>
        {
            var rates = problem.Demand.GroupBy(row => row.Model, StringComparer.Ordinal)
                .ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.RequestsPerSecond), StringComparer.Ordinal);
            double[] popularity = [.. problem.Models.Select(model => rates.GetValueOrDefault(model.Name))];
            var order = Enumerable.Range(0, graph.Copies).OrderByDescending(copy => popularity[graph.CopyModel[copy]]).ThenBy(copy => copy);
            return RankedPlacement.Choose(graph, required, order, limits, time);
        });
}

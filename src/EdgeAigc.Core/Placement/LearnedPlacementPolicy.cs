using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Constraints;

namespace EdgeAigc.Core.Placement;

/// <summary>
/// A trained policy: on each node the set of models that its weights value most, behind the shield. Remembers the frames that it planned, so
/// it is for one Coordinator and one frame after the other.
/// </summary>
public sealed class LearnedPlacementPolicy : IPlacementPolicy
{
    private readonly TimeProvider _clock;
    private readonly NodeCaching _caching;
    private readonly IReadOnlyList<string> _names;

    /// <summary>Takes weights into use.</summary>
    /// <param name="weights">Weights of stage one.</param>
    /// <param name="models">Names of the models here. Weights without names know models by their place in the order of the names.</param>
    /// <param name="clock">Measures the time budget.</param>
    /// <exception cref="InvalidDataException">They are no weights of stage one, or were trained for other models.</exception>
    public LearnedPlacementPolicy(PolicyWeights weights, IEnumerable<string> models, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(weights);
        string[] here = [.. models.Order(StringComparer.Ordinal)];
        if (weights.Kind is not (PolicyKinds.ActionValues or PolicyKinds.SetValues))
            throw new InvalidDataException($"It holds a policy of kind {weights.Kind}; stage one takes {PolicyKinds.ActionValues} or {PolicyKinds.SetValues}, which a training writes to its frame.policy.");
        var trained = TrainedCache.Load(weights);
        // Nodes may hold different models: of named ones this node needs not have all, but the weights must know all that it has.
        string[] unknown = trained.Names.Count > 0 ? [.. here.Except(trained.Names)] : trained.Models == here.Length ? [] : here;
        if (unknown.Length > 0)
        {
            throw new InvalidDataException(
                $"It was trained for {trained.Models} models{(trained.Names.Count > 0 ? $" ({string.Join(", ", trained.Names)})" : "")}; here are {here.Length} ({string.Join(", ", here)})"
                + (unknown.Length < here.Length ? $", of which it does not know {string.Join(", ", unknown)}." : "."));
        }

        (_clock, _names) = (clock, trained.Names.Count > 0 ? trained.Names : here);
        _caching = new(weights, _names);
    }

    /// <inheritdoc/>
    public string Name => PlacementPolicyNames.Learned;

    /// <summary>What repairs its decisions, one for each node and frame.</summary>
    public FeasibilityShield Shield { get; } = new();

    /// <inheritdoc/>
    public PlacementOutcome Plan(PlacementProblem problem, PlacementOptions options) => FramePlanning.Plan(problem, options, _clock, Name, (graph, required, limits, time) =>
    {
        var wanted = _caching.Choose(problem);
        var rates = problem.Demand.GroupBy(row => row.Model, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.RequestsPerSecond), StringComparer.Ordinal);
        var order = Enumerable.Range(0, graph.Copies).Where(copy => IsWanted(problem, graph, wanted, copy))
            .OrderByDescending(copy => rates.GetValueOrDefault(problem.Models[graph.CopyModel[copy]].Name)).ThenBy(copy => copy).ToList();
        var room = new NodeRoom(graph, [.. required], limits.MaxLoads);
        foreach (var copy in order)
            room.TryHold(copy);
        for (var node = 0; node < graph.Nodes; node++)
            Shield.Count(IsExcluded(problem, node, wanted[node]) || order.Any(copy => graph.CopyNode[copy] == node && !room.Held[copy]));
        return RankedPlacement.Choose(graph, required, order, limits, time);
    });

    private bool IsWanted(PlacementProblem problem, CandidateGraph graph, IReadOnlyList<ModelSet> wanted, int copy) =>
        _names.Index().Any(model => model.Item == problem.Models[graph.CopyModel[copy]].Name && wanted[graph.CopyNode[copy]].Contains(model.Index));

    // A model that the node must not hold, or that no node of the frame has.
    private bool IsExcluded(PlacementProblem problem, int node, ModelSet wanted) => _names.Index().Any(model => wanted.Contains(model.Index)
        && (problem.Models.All(known => known.Name != model.Item) || problem.Exclusions.Contains(new(problem.Nodes[node].Name, model.Item))));
}

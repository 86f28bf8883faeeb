using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Client.Calibrate;

/// <summary>Chooses where a model is measured.</summary>
internal static class CalibrationNode
{
    /// <summary>The wanted node, or the least busy one that has the model.</summary>
    /// <param name="nodes">The nodes of the cluster.</param>
    /// <param name="model">Model to measure.</param>
    /// <param name="wanted">Name of a node, or null.</param>
    /// <param name="problem">Why there is none; null exactly when there is one.</param>
    public static string? Choose(IReadOnlyCollection<NodeStatus> nodes, string model, string? wanted, out string? problem)
    {
        var able = nodes.Where(node => node.Models.Any(known => known.Name == model)).ToList();
        var chosen = wanted is null ? able.MinBy(node => node.OutstandingSteps) : able.Find(node => node.Name == wanted);
        problem = chosen is null ? Explain(nodes, able, model, wanted) : null;
        return chosen?.Name;
    }

    private static string Explain(IReadOnlyCollection<NodeStatus> nodes, List<NodeStatus> able, string model, string? wanted)
    {
        if (wanted is not null && nodes.All(node => node.Name != wanted))
            return $"--node is '{wanted}', which is not in the cluster; there are {List(nodes.Select(node => node.Name))}.";
        if (nodes.Any(node => node.Name == wanted && !node.Reachable))
            return $"Node '{wanted}' does not answer; try again in some seconds.";
        if (able.Count > 0)
            return $"Node '{wanted}' does not have model '{model}'; {List(able.Select(node => node.Name))} has it.";
        var known = nodes.SelectMany(node => node.Models).Select(offer => offer.Name).Distinct();
        return $"No node has a usable model '{model}'; there are {List(known)}.";
    }

    private static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";
}

using System.Globalization;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Client.Coordination;

/// <summary>Says in words why a model is where it is.</summary>
internal static class PlacementExplanation
{
    public static IEnumerable<string> Of(string model, CoordinatorStatus plan, IReadOnlyList<NodeStatus> nodes)
    {
        if (plan.Age is null)
            yield return $"No plan was made yet (policy {plan.Policy}); models are where requests brought them.";
        var demand = plan.Demand.Where(row => row.Model == model).ToList();
        yield return demand.Count == 0
            ? $"{model}: nobody is expected to ask for it."
            : Text($"{model}: {demand.Sum(row => row.RequestsPerSecond):0.####} requests/s expected ({string.Join(", ", demand.Select(row => Text($"{row.RequestsPerSecond:0.####} by {row.Node}")))}).");
        foreach (var node in nodes)
            yield return $"  {node.Name}: {On(node, model, plan)}";
    }

    private static string On(NodeStatus node, string model, CoordinatorStatus plan)
    {
        if (!node.Reachable)
            return "does not answer.";
        if (node.Models.All(known => known.Name != model))
            return "has no such model on its disk.";
        var isResident = node.ResidentModels.Any(known => known.Name == model);
        var state = isResident ? "in memory" : node.LoadingModels.Contains(model) ? "loading" : "not in memory";
        if (node.FailedLoads.FirstOrDefault(failure => failure.Model == model) is { } failed)
            return Text($"{state}; {failed.Attempts} loads failed ({failed.Message}), next attempt in {failed.RetryAfter.TotalSeconds:0} s at the earliest.");
        if (plan.Copies.FirstOrDefault(copy => copy.Node == node.Name && copy.Model == model) is { } copy)
            return $"{state}; {Why(copy, plan)}.";
        if (isResident)
            return $"{state}; {(node.LeavingModels.Contains(model) ? "it makes room for what the plan has here" : "a request brought it, and nothing needs its room yet")}.";
        return $"{state}; {(plan.Demand.All(row => row.Model != model) ? "nobody asks for it" : Instead(node, plan))}.";
    }

    private static string Why(PlannedCopy copy, CoordinatorStatus plan)
    {
        var reason = plan.Pins.Contains(new(copy.Model, copy.Node)) ? "pinned here"
            : copy.RequestsPerSecond > 0 ? "planned here"
            : "nothing needs its room";
        var gain = copy.RequestsPerSecond > 0
            ? Text($", serves {copy.RequestsPerSecond:0.####} requests/s, which gains {copy.Gain:0.####} utility/s over a cold start")
            : "";
        var displaced = copy.Displaced.IsEmpty ? "" : $", in place of {string.Join(", ", copy.Displaced)}";
        return Text($"{reason} since plan {copy.SinceEpoch}{displaced}{gain}");
    }

    private static string Instead(NodeStatus node, CoordinatorStatus plan)
    {
        var others = plan.Copies.Where(copy => copy.Node == node.Name).OrderByDescending(copy => copy.Gain)
            .Select(copy => Text($"{copy.Model} ({copy.Gain:0.####}/s)")).ToList();
        return others.Count == 0 ? "the plan has nothing here" : $"its memory gains more by {string.Join(", ", others)}";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeAigc.Client.Coordination;

/// <summary>The cluster at one moment, for a terminal.</summary>
internal static class ClusterView
{
    private const double Megabyte = 1e6;

    public static IRenderable Of(CoordinatorStatus plan, IReadOnlyList<NodeStatus> nodes)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("node", "memory, MB", "in memory", "on disk", "on its way", "failed loads", "queued", "promised", "plan");
        foreach (var node in nodes)
            table.AddRow(Cells(node, plan).Select(cell => new Text(cell)));
        return new Rows([new Text(Head(plan)), .. Forecast(plan), table, .. plan.Problems.Select(problem => new Text(problem)), .. Pins(plan)]);
    }

    private static IEnumerable<string> Cells(NodeStatus node, CoordinatorStatus plan) => node.Reachable
        ?
        [
            node.Name,
            string.Create(CultureInfo.InvariantCulture, $"{node.ResidentModels.Sum(model => model.Bytes) / Megabyte:0} of {node.ModelMemoryBytes / Megabyte:0}"),
            string.Join(", ", node.ResidentModels.Select(model => model.Name)),
            OnDisk(node),
            string.Join(", ", OnTheirWay(node, plan)),
            string.Join(", ", node.FailedLoads.Select(failure => failure.Model)),
            string.Create(CultureInfo.InvariantCulture, $"{node.QueuedRequests + node.WaitingBids}"),
            string.Create(CultureInfo.InvariantCulture, $"{node.PromisedWork.TotalSeconds:0.0} s"),
            string.Create(CultureInfo.InvariantCulture, $"{node.PlanEpoch}"),
        ]
        : [node.Name, "does not answer", "", "", "", "", "", "", ""];

    /// <summary>What is not in memory too, and how far the rest has come.</summary>
    private static string OnDisk(NodeStatus node) => string.Join(", ",
    [
        .. node.DiskModels.Except(node.ResidentModels.Select(model => model.Name)),
        .. node.FetchingModels.Select(model => string.Create(CultureInfo.InvariantCulture, $"{model.Name} {100 * model.Fraction:0} %{(model.Source.Length > 0 ? " from " : "")}{model.Source}")),
    ]);

    private static IEnumerable<string> OnTheirWay(NodeStatus node, CoordinatorStatus plan)
    {
        var resident = node.ResidentModels.Select(model => model.Name).ToHashSet(StringComparer.Ordinal);
        var coming = plan.Copies.Where(copy => copy.Node == node.Name && !resident.Contains(copy.Model)).Select(copy => copy.Model);
        return [.. coming.Select(model => node.LoadingModels.Contains(model) ? $"+{model} (loading)" : $"+{model}"), .. node.LeavingModels.Select(model => $"-{model}")];
    }

    private static string Head(CoordinatorStatus plan) => plan.Age is { } age
        ? string.Create(CultureInfo.InvariantCulture,
            $"Plan {plan.Epoch} by {plan.Policy}, {age.TotalSeconds:0} s old (a frame is {plan.Frame.TotalSeconds:0.#} s): {plan.Value:0.###} utility/s, at most {100 * plan.RelativeGap:0.##} % below the best possible. Coordinator on {plan.Silo}.")
        : $"No plan yet (policy {plan.Policy}). Coordinator on {plan.Silo}.";

    private static IEnumerable<Text> Forecast(CoordinatorStatus plan)
    {
        var last = plan.History.Sum(frame => frame.LastValueLoss);
        return last > 0
            ? [new(string.Create(CultureInfo.InvariantCulture,
                $"Forecast error over {plan.History.Length} frames: {plan.History.Sum(frame => frame.ForecastLoss) / last:0.00} of that of taking the last frame for the next."))]
            : [];
    }

    private static IEnumerable<Text> Pins(CoordinatorStatus plan) => plan.Pins.IsEmpty
        ? []
        : [new($"Pinned: {string.Join(", ", plan.Pins.Select(pin => $"{pin.Model} on {pin.Node}"))}")];
}

using System.CommandLine;
using System.Globalization;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Nodes;
using Spectre.Console;

namespace EdgeAigc.Client.Nodes;

/// <summary><c>nodes list</c>: who is in the cluster and how busy.</summary>
internal static class NodesListCommand
{
    public static Command Create() =>
        ConnectedCommand.Create("list", "Lists the nodes with their device, models and load.", ListAsync);

    private static async Task<int> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("node", "device", "models", "in memory", "queued", "promised", "promises kept", "refused");
        foreach (var node in await grains.GetGrain<IClusterGrain>(0).GetNodesAsync(cancellationToken))
        {
            var cells = node.Reachable
                ? [node.Name, node.Device, Count(node.Models.Length), InMemory(node), Count(node.QueuedRequests + node.WaitingBids), Seconds(node.PromisedWork), Kept(node), Count(node.Refused)]
                : new[] { node.Name, "does not answer", "", "", "", "", "", "" };
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        AnsiConsole.Write(table);
        return ExitCodes.Success;
    }

    private static string InMemory(NodeStatus node)
    {
        var names = string.Join(", ", node.ResidentModels.Select(model => model.Name));
        var (used, all) = (node.ResidentModels.Sum(model => model.Bytes) / 1e6, node.ModelMemoryBytes / 1e6);
        return string.Create(CultureInfo.InvariantCulture, $"{(names.Length == 0 ? "none" : names)} ({used:0} of {all:0} MB)");
    }

    private static string Seconds(TimeSpan work) => string.Create(CultureInfo.InvariantCulture, $"{work.TotalSeconds:0.0} s");

    private static string Kept(NodeStatus node) => $"{Count(node.PromisesKept)} of {Count(node.PromisesKept + node.PromisesMissed)}";

    private static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);
}

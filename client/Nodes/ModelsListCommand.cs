using System.CommandLine;
using System.Globalization;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Nodes;
using Spectre.Console;

namespace EdgeAigc.Client.Nodes;

/// <summary><c>models list</c>: what the cluster can serve, where, and which folders it cannot use.</summary>
internal static class ModelsListCommand
{
    public static Command Create() =>
        ConnectedCommand.Create("list", "Lists the models with their defaults and the nodes that have them.", ListAsync);

    private static async Task<int> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var nodes = await grains.GetGrain<IClusterGrain>(0).GetNodesAsync(cancellationToken);
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in (string[])["model", "size", "steps", "guidance", "scheduler", "weights", "nodes"])
            table.AddColumn(new TableColumn(column).NoWrap());

        foreach (var offers in nodes.SelectMany(node => node.Models.Select(model => (Model: model, Node: node.Name))).GroupBy(offer => offer.Model.Name))
        {
            var model = offers.First().Model;
            string[] cells =
            [
                model.Name, $"{model.Width}x{model.Height}", $"{model.DefaultSteps} of {model.MaxSteps}",
                model.DefaultGuidance.ToString(CultureInfo.InvariantCulture), Short(model.SchedulerClass),
                string.Create(CultureInfo.InvariantCulture, $"{model.WeightBytes / 1e6:0.0} MB"), string.Join(", ", offers.Select(offer => offer.Node)),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        AnsiConsole.Write(table);
        foreach (var node in nodes)
        {
            foreach (var broken in node.UnusableModels)
                await Console.Error.WriteLineAsync($"{node.Name} cannot serve {broken.File}: {broken.Message}");
        }

        return ExitCodes.Success;
    }

    private static string Short(string scheduler) => scheduler.Replace("DiscreteScheduler", "", StringComparison.Ordinal).Replace("Scheduler", "", StringComparison.Ordinal);
}

using System.CommandLine;
using EdgeAigc.Client.Allocate;
using EdgeAigc.Client.Calibrate;
using EdgeAigc.Client.Coordination;
using EdgeAigc.Client.Generate;
using EdgeAigc.Client.Keys;
using EdgeAigc.Client.Nodes;
using EdgeAigc.Client.Plan;
using EdgeAigc.Client.Schema;
using Spectre.Console;

namespace EdgeAigc.Client;

/// <summary>The command line as a whole.</summary>
internal static class ClientCommand
{
    // Whoever reads a file or a pipe wants whole lines.
    private const int WidthOfFiles = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthOfFiles;
        var root = new RootCommand(
            """
            Talks to an EdgeAigc cluster.

            Start a cluster of one node:   dotnet run -c Release --project silo
            Make a picture:                dotnet run -c Release --project client -- generate "red heart" --out heart.png

            Exit status: 0 done, 1 the cluster could not do it, 2 something in the request is wrong, 3 no cluster at the
            address, 130 interrupted.
            """)
        {
            GenerateCommand.Create(),
            new Command("models", "The models that the cluster serves.")
            {
                ModelsListCommand.Create(), CalibrateCommand.Create(), PinCommand.Create(), PinCommand.CreateOpposite(),
            },
            new Command("nodes", "The nodes of the cluster.") { NodesListCommand.Create() },
            new Command("cluster", "What is where, and why.") { ClusterStatusCommand.Create(), ClusterWatchCommand.Create(), ClusterExplainCommand.Create() },
            new Command("keys", "The API keys of the cluster's HTTP API.") { KeysCreateCommand.Create(), KeysListCommand.Create(), KeysRevokeCommand.Create() },
            AllocateCommand.Create(),
            PlanCommand.Create(),
            SchemaCommand.Create(),
        };

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && args is not [])
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync($"{error.Message} --help shows what there is.");
            return ExitCodes.Invalid;
        }

        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLine("[yellow]Cancelled.[/] The cluster stops the work at its next step.");
            return ExitCodes.Cancelled;
        }
    }
}

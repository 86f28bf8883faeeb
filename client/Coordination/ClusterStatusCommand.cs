using System.CommandLine;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;
using Spectre.Console;

namespace EdgeAigc.Client.Coordination;

/// <summary><c>cluster status</c>: nodes, memory, models, load, and the plan they follow.</summary>
internal static class ClusterStatusCommand
{
    public static Command Create() =>
        ConnectedCommand.Create("status", "Shows nodes, memory, models, load, and the plan that they follow.", ShowAsync);

    private static async Task<int> ShowAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var plan = grains.GetGrain<ICoordinatorGrain>(0).GetStatusAsync();
        AnsiConsole.Write(ClusterView.Of(await plan, await grains.GetGrain<IClusterGrain>(0).GetNodesAsync(cancellationToken)));
        return ExitCodes.Success;
    }
}

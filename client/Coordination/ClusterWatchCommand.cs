using System.CommandLine;
using EdgeAigc.Client.Connection;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeAigc.Client.Coordination;

/// <summary><c>cluster watch</c>: the status, once a second.</summary>
internal static class ClusterWatchCommand
{
    public static Command Create() =>
        ConnectedCommand.Create("watch", "Shows the same as 'cluster status', anew every second until Ctrl-C.", WatchAsync);

    private static async Task<int> WatchAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        if (Console.IsOutputRedirected)
        {
            do
                AnsiConsole.Write(await AskAsync(grains, cancellationToken));
            while (await second.WaitForNextTickAsync(cancellationToken));
            return ExitCodes.Success;
        }

        await AnsiConsole.Live(await AskAsync(grains, cancellationToken)).StartAsync(async live =>
        {
            while (await second.WaitForNextTickAsync(cancellationToken))
                live.UpdateTarget(await AskAsync(grains, cancellationToken));
        });
        return ExitCodes.Success;
    }

    private static async Task<IRenderable> AskAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        try
        {
            var plan = grains.GetGrain<ICoordinatorGrain>(0).GetStatusAsync();
            return ClusterView.Of(await plan, await grains.GetGrain<IClusterGrain>(0).GetNodesAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // The Coordinator's silo may just have died; it comes back elsewhere.
            return new Text($"The cluster does not answer at the moment: {exception.Message}");
        }
    }
}

using System.Runtime.InteropServices;

namespace EdgeAigc.Silo;

/// <summary>Several nodes in this process, for trying out a cluster. The first keeps the membership of all, so it starts first and stops last.</summary>
internal static class LocalCluster
{
    public static async Task<int> RunAsync(IReadOnlyList<Dictionary<string, string?>> nodes, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var running = new Stack<WebApplication>();
        try
        {
            foreach (var node in nodes)
            {
                running.Push(Startup.Build(node, services => services.AddSingleton<IHostLifetime, GivenLifetime>()));
                await running.Peek().StartAsync(stop.Token);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while it was starting.
        }
        finally
        {
            while (running.TryPop(out var app))
            {
                await app.StopAsync(CancellationToken.None);
                await app.DisposeAsync();
            }
        }

        return 0;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Ends when it is told to, not by signals.</summary>
    private sealed class GivenLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

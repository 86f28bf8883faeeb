using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>Asks the cluster once a second for all pages together, as long as one is open. Thread-safe.</summary>
internal sealed partial class DashboardFeed(IDashboardSource source, TimeProvider time, ILogger<DashboardFeed> logger) : IDisposable
{
    /// <summary>Time from one question to the next.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private DashboardState _state = new(0);
    private CancellationTokenSource? _polling;
    private int _listeners;

    /// <summary>Listens to the cluster until disposed.</summary>
    public Listener Listen()
    {
        lock (_gate)
        {
            if (_listeners++ == 0)
            {
                _polling = new();
                _ = PollAsync(_polling.Token);
            }

            return new(this, _state);
        }
    }

    /// <summary>Ends the questions.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _polling?.Cancel();
            _polling?.Dispose();
            _polling = null;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_listeners > 0)
                return;
            _polling?.Cancel();
            _polling?.Dispose();
            _polling = null;
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
                Publish(await AskAsync(cancellationToken), cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The last page is closed.
        }
    }

    private async Task<Func<DashboardState, DashboardState>> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var planning = source.GetPlanAsync(cancellationToken);
            var cluster = await ReadClusterAsync(source, cancellationToken);
            var plan = PlanReply.Of(await planning);
            return state => state.Advance(cluster, plan);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or EdgeNodeUnavailableException)
        {
            return state => state.Fail("The cluster does not answer at the moment.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whoever polls for all must not end with one bad answer.
            LogDefect(exception);
            return state => state.Fail("Something unforeseen happened; the node's log has the details.");
        }
    }

    /// <summary>The nodes, with what their stage two decided.</summary>
    public static async Task<ClusterReply> ReadClusterAsync(IDashboardSource source, CancellationToken cancellationToken)
    {
        var nodes = await source.GetNodesAsync(cancellationToken);
        return new(await Task.WhenAll(nodes.Select(async node =>
            ClusterReplyMapping.Map(node, node.Reachable ? await source.GetMarketAsync(node.Name, cancellationToken) : null))));
    }

    private void Publish(Func<DashboardState, DashboardState> advance, CancellationToken cancellationToken)
    {
        DashboardState last;
        lock (_gate)
        {
            // Another poller may have begun when the last page was closed and the next opened.
            cancellationToken.ThrowIfCancellationRequested();
            last = _state;
            _state = advance(last);
        }

        last.Succeed(_state);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The dashboard could not read the cluster.")]
    private partial void LogDefect(Exception exception);

    /// <summary>A page that listens.</summary>
    /// <param name="feed">What it listens to.</param>
    /// <param name="state">The state at its beginning.</param>
    internal sealed class Listener(DashboardFeed feed, DashboardState state) : IDisposable
    {
        private bool _left;

        /// <summary>The state that was seen last.</summary>
        public DashboardState State { get; private set; } = state;

        /// <summary>Ends with the next state, and makes it the one that was seen.</summary>
        public async Task MoveAsync(CancellationToken cancellationToken) => State = await State.Next.WaitAsync(cancellationToken);

        public void Dispose()
        {
            if (_left)
                return;
            _left = true;
            feed.Leave();
        }
    }
}

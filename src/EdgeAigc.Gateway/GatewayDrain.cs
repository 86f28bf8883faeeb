namespace EdgeAigc.Gateway;

/// <summary>Ends what is still under way some time after the node was told to stop, so that it can leave the cluster in order.</summary>
internal sealed class GatewayDrain : IDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly ITimer _timer;

    public GatewayDrain(IHostApplicationLifetime lifetime, HttpApiOptions options, TimeProvider time)
    {
        _timer = time.CreateTimer(_ => _over.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        lifetime.ApplicationStopping.Register(() => _timer.Change(TimeSpan.FromSeconds(options.DrainSeconds), Timeout.InfiniteTimeSpan));
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Over => _over.Token;

    public void Dispose()
    {
        _timer.Dispose();
        _over.Dispose();
    }
}

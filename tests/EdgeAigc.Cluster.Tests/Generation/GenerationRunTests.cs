using EdgeAigc.Contracts.Generation;
using EdgeAigc.Grains.Generation;

namespace EdgeAigc.Cluster.Tests.Generation;

public sealed class GenerationRunTests
{
    private static readonly GenerationFailed Last = new(FailureCodes.InvalidParameter, null, "No.", Retryable: false);

    [Fact]
    public async Task Listen_LastListenerLeavesBeforeTheSourceIsClosed_TheFinishedRunIsKept()
    {
        var close = new TaskCompletionSource();
        using var run = new GenerationRun(EdgeCluster.Request());
        run.Start(EndsThenWaitsAsync(close.Task));

        var events = await run.ListenAsync(false, TestContext.Current.CancellationToken).CollectAsync();

        Assert.Equal([Last], events);
        Assert.False(run.Completion.IsCompleted);
        Assert.False(run.Abandoned.IsCancellationRequested);
        Assert.False(run.MayBeRepeated);
        close.SetResult();
        await run.Completion.WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken);
    }

    private static async IAsyncEnumerable<GenerationEvent> EndsThenWaitsAsync(Task close)
    {
        yield return Last;
        await close;
    }
}

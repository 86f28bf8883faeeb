using EdgeAigc.Gateway.Dashboard;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.Gateway.Tests.Dashboard;

public sealed class DashboardFeedTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedDashboardSource _source = new();
    private readonly DashboardFeed _feed;

    public DashboardFeedTests() => _feed = new(_source, _time, NullLogger<DashboardFeed>.Instance);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task Listen_ManyPages_AskTheClusterOnceAPeriod()
    {
        using var first = _feed.Listen();
        using var second = _feed.Listen();
        Assert.Equal(1, _source.Asked);

        await TickAsync(first);
        await second.MoveAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, _source.Asked);
    }

    [Fact]
    public async Task Listen_NobodyAnyMore_AsksNoMoreUntilSomebodyComes()
    {
        var first = _feed.Listen();
        var second = _feed.Listen();
        first.Dispose();
        first.Dispose();
        await TickAsync(second);
        second.Dispose();
        var asked = _source.Asked;

        _time.Advance(10 * DashboardFeed.Period);

        Assert.Equal(asked, _source.Asked);
        using var third = _feed.Listen();
        Assert.Equal(asked + 1, _source.Asked);
    }

    [Fact]
    public async Task State_SaysWhenEachPartChangedLast()
    {
        _source.Nodes = [ScriptedDashboardSource.Node()];
        using var listener = _feed.Listen();
        await TickAsync(listener);
        var before = listener.State;

        _source.Nodes = [ScriptedDashboardSource.Node() with { QueuedRequests = 1 }];
        await TickAsync(listener);

        Assert.Equal(before.Plan!.Value.Tick, listener.State.Plan!.Value.Tick);
        Assert.Equal(listener.State.Tick, listener.State.Cluster!.Value.Tick);
        Assert.Contains("\"queued_requests\":1", listener.State.Cluster!.Value.Json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task State_ClusterThatDoesNotAnswer_SaysSoAndKeepsWhatItHad(bool isLoss)
    {
        _source.Nodes = [ScriptedDashboardSource.Node()];
        using var listener = _feed.Listen();
        _source.Fault = isLoss ? new TimeoutException() : new InvalidOperationException("secret");
        await TickAsync(listener);
        var failed = listener.State;

        _source.Fault = null;
        await TickAsync(listener);

        Assert.NotNull(failed.Fault);
        Assert.DoesNotContain("secret", failed.Fault, StringComparison.Ordinal);
        Assert.NotNull(failed.Cluster);
        Assert.Null(listener.State.Fault);
    }

    private async Task TickAsync(DashboardFeed.Listener listener)
    {
        _time.Advance(DashboardFeed.Period);
        await listener.MoveAsync(TestContext.Current.CancellationToken);
    }
}

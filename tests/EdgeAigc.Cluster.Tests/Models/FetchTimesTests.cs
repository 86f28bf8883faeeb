using EdgeAigc.Grains.Models;
using EdgeAigc.ModelStore.Fetching;

namespace EdgeAigc.Cluster.Tests.Models;

public sealed class FetchTimesTests
{
    [Fact]
    public void Seconds_AreGuessedThenLearnedForEachKindOfSourceApart()
    {
        var times = new FetchTimes();
        Assert.Equal(1, times.Seconds(100e6, SourceKind.Peer), 1e-9);
        Assert.Equal(2, times.Seconds(100e6, SourceKind.Origin), 1e-9);

        times.Observe(new(SourceKind.Origin, 100_000_000, TimeSpan.FromSeconds(12)));
        // Too small to tell a rate, or no time at all.
        times.Observe(new(SourceKind.Origin, 10, TimeSpan.FromSeconds(12)));
        times.Observe(new(SourceKind.Origin, 100_000_000, TimeSpan.Zero));

        Assert.Equal(0.7 * 2 + 0.3 * 12, times.Seconds(100e6, SourceKind.Origin), 1e-9);
        Assert.Equal(1, times.Seconds(100e6, SourceKind.Peer), 1e-9);
    }
}

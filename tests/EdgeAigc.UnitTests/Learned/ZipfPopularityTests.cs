using EdgeAigc.Core.Learned;

namespace EdgeAigc.UnitTests.Learned;

public sealed class ZipfPopularityTests
{
    private static readonly double[] Skews = [0.2, 0.6, 1.2];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void MostLikely_ExpectedCounts_IsTheStateThatTheyCameFrom(int state)
    {
        double[] requests = [.. Enumerable.Range(1, 10).Select(rank => 1000 * Math.Pow(rank, -Skews[state]))];
        new Random(state).Shuffle(requests);
        Assert.Equal(state, ZipfPopularity.MostLikely(requests, Skews));
    }

    [Fact]
    public void MostLikely_NoRequests_IsTheMiddle() => Assert.Equal(1, ZipfPopularity.MostLikely([0, 0], Skews));
}

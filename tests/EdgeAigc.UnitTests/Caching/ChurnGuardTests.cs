using EdgeAigc.Core.Caching;

namespace EdgeAigc.UnitTests.Caching;

public sealed class ChurnGuardTests
{
    [Fact]
    public void Allows_SavedSecondsAreSpent_NoMoreUntilTheyCameInAgain()
    {
        var guard = new ChurnGuard(0.25, 30);
        Assert.True(guard.Allows(0));
        guard.Note(20, 0);
        Assert.True(guard.Allows(0));
        guard.Note(20, 0);
        Assert.False(guard.Allows(39.9));
        Assert.True(guard.Allows(40.1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Allows_ManyLoads_TakeNoMoreThanTheirShareInTheLongRun(int seed)
    {
        var random = new Random(seed);
        var guard = new ChurnGuard(0.3, 10);
        var (loading, now) = (0.0, 0.0);
        while (now < 100_000)
        {
            now += random.NextDouble();
            if (!guard.Allows(now))
                continue;
            var seconds = 5 * random.NextDouble();
            guard.Note(seconds, now);
            loading += seconds;
        }

        Assert.InRange(loading / now, 0.29, 0.3 + (15 / now));
    }

    [Fact]
    public void Allows_QuietForLong_SavesNoMoreThanItsLimit()
    {
        var guard = new ChurnGuard(0.5, 10);
        guard.Note(11, 1_000_000);
        Assert.False(guard.Allows(1_000_000));
    }
}

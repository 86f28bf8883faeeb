using EdgeAigc.Core.Caching;

namespace EdgeAigc.UnitTests.Caching;

public sealed class ColdRequestsTests
{
    [Fact]
    public void Allows_GuardIsSpent_OnlyWhatFindsRoomAndTheLastResort()
    {
        var cold = new ColdRequests(0.25, 0);
        cold.NoteAccepted("a", displaces: true, 10, 0);
        Assert.False(cold.Allows(displaces: true, isLastResort: false, 1));
        Assert.True(cold.Allows(displaces: false, isLastResort: false, 1));
        Assert.True(cold.Allows(displaces: true, isLastResort: true, 1));
    }

    [Fact]
    public void NoteAccepted_SameModelAgainWhileItComes_IsPaidOnce()
    {
        var cold = new ColdRequests(0.5, 15);
        cold.NoteAccepted("a", displaces: true, 10, 0);
        cold.NoteAccepted("a", displaces: true, 10, 1);
        Assert.True(cold.Allows(displaces: true, isLastResort: false, 1));
        Assert.True(cold.IsComing("a", 19));
        Assert.False(cold.IsComing("a", 21));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WaitSeconds_AnyLoads_IsWhenOneAfterTheOtherEnds(int seed)
    {
        var random = new Random(seed);
        var cold = new ColdRequests(1, 1e9);
        var (now, end) = (0.0, 0.0);
        for (var load = 0; load < 200; load++)
        {
            now += 4 * random.NextDouble();
            var seconds = 1 + (4 * random.NextDouble());
            end = Math.Max(end, now) + seconds;
            Assert.Equal(end - now, cold.WaitSeconds($"m{load}", seconds, null, now), 1e-9);
            cold.NoteAccepted($"m{load}", displaces: true, seconds, now);
            Assert.Equal(end - now, cold.WaitSeconds($"m{load}", seconds, null, now), 1e-9);
        }
    }

    [Fact]
    public void WaitSeconds_PlanLoads_OthersWaitForThatAndItsOwnRequestsForNothingElse()
    {
        var cold = new ColdRequests(1, 1e9);
        cold.NoteAccepted("a", displaces: false, 4, 0);
        Assert.Equal(4 + 3 + 2, cold.WaitSeconds("b", 2, ("planned", 3), 0), 1e-9);
        Assert.Equal(3, cold.WaitSeconds("planned", 5, ("planned", 3), 0), 1e-9);
        // What was promised before a plan wanted it too is not counted twice.
        Assert.Equal(4 + 2, cold.WaitSeconds("b", 2, ("a", 3), 0), 1e-9);
    }
}

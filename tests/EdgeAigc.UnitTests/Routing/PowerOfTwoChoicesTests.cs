using EdgeAigc.Core.Routing;

namespace EdgeAigc.UnitTests.Routing;

public sealed class PowerOfTwoChoicesTests
{
    [Fact]
    public void Pick_AnyRequestAndCount_TwoDifferentPositionsInRange()
    {
        for (var count = 2; count < 40; count++)
        {
            for (var request = 0; request < 200; request++)
            {
                var (first, second) = PowerOfTwoChoices.Pick($"request-{request}", count);
                Assert.InRange(first, 0, count - 1);
                Assert.InRange(second, 0, count - 1);
                Assert.NotEqual(first, second);
            }
        }
    }

    [Fact]
    public void Pick_SameRequest_SamePair() =>
        Assert.Equal(PowerOfTwoChoices.Pick("a request", 7), PowerOfTwoChoices.Pick("a request", 7));

    [Fact]
    public void Pick_ManyRequests_EveryOrderedPairIsEquallyLikely()
    {
        const int Count = 5;
        const int Requests = 40_000;
        var pairs = Enumerable.Range(0, Requests).Select(request => PowerOfTwoChoices.Pick($"{request:x}", Count)).CountBy(pair => pair).ToList();

        // 20 pairs, 2000 expected each; the 1 - 1e-9 quantile of chi-square with 19 degrees of freedom is 79.
        Assert.Equal(Count * (Count - 1), pairs.Count);
        var expected = (double)Requests / pairs.Count;
        Assert.True(pairs.Sum(pair => (pair.Value - expected) * (pair.Value - expected) / expected) < 79);
    }

    [Fact]
    public void Pick_LessLoadedOfTwo_BalancesFarBetterThanOneRandomChoice()
    {
        const int Nodes = 100;
        const int Requests = 10_000;
        var two = new int[Nodes];
        var one = new int[Nodes];
        for (var request = 0; request < Requests; request++)
        {
            var (first, second) = PowerOfTwoChoices.Pick($"request {request}", Nodes);
            two[two[first] <= two[second] ? first : second]++;
            one[first]++;
        }

        // Mean load 100. Two choices stay within ln ln n / ln 2 + O(1) of it; one choice is some three deviations of 10 above.
        Assert.True(two.Max() <= 105, $"The fullest node has {two.Max()}.");
        Assert.True(one.Max() >= 115, $"The fullest node has {one.Max()}.");
    }
}

using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class LinkTimelineTests
{
    [Fact]
    public void Add_InOrderOfReadiness_IsAQueue()
    {
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            var link = new LinkTimeline();
            var (ready, free) = (0.0, 0.0);
            foreach (var _ in Enumerable.Range(0, random.Next(1, 10)))
            {
                ready += random.NextDouble();
                var seconds = random.Next(4) == 0 ? 0 : 2 * random.NextDouble();
                if (seconds > 0)
                    Assert.Equal(Math.Max(0, free - ready), link.WaitAt(ready, seconds), 1e-9);
                link.Add(ready, seconds);
                free = seconds > 0 ? Math.Max(free, ready) + seconds : free;
            }
        }
    }

    [Fact]
    public void WaitAt_RandomDeliveries_IsTheFirstGapThatDelaysNobody()
    {
        var random = new Random(2);
        for (var round = 0; round < 3000; round++)
        {
            var link = new LinkTimeline();
            var taken = new List<(double Start, double End)>();
            foreach (var _ in Enumerable.Range(0, random.Next(0, 10)))
            {
                // Whole numbers, so that gaps may fit exactly.
                var (ready, seconds) = (random.Next(0, 20), random.Next(1, 4));
                var start = FirstGap(taken, ready, seconds);
                Assert.Equal(start - ready, link.WaitAt(ready, seconds));
                link.Add(ready, seconds);
                taken.Add((start, start + seconds));
            }
        }
    }

    [Fact]
    public void WaitAt_AfterReset_IsZero()
    {
        var link = new LinkTimeline();
        link.Add(0, 5);
        link.Reset();
        Assert.Equal(0, link.WaitAt(1, 1));
    }

    private static int FirstGap(List<(double Start, double End)> taken, int ready, int seconds)
    {
        var start = ready;
        while (taken.Exists(other => other.Start < start + seconds && start < other.End))
            start++;
        return start;
    }
}

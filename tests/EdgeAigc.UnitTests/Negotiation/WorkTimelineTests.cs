using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class WorkTimelineTests
{
    [Fact]
    public void WaitOf_RandomPromises_IsTheEarliestPlaceThatMakesNobodyLate()
    {
        var random = new Random(1);
        for (var round = 0; round < 5000; round++)
        {
            var now = 10 * random.NextDouble();
            var promised = Enumerable.Range(0, random.Next(0, 9)).Select(_ => (Due: now - 0.1 + (3 * random.NextDouble()), Work: 0.5 * random.NextDouble())).ToArray();
            var timeline = new WorkTimeline();
            timeline.Reset(now);
            foreach (var (due, work) in promised)
                timeline.Add(due, work);
            var newcomer = 0.01 + (0.6 * random.NextDouble());
            Assert.Equal(EarliestPlace([.. promised.OrderBy(promise => promise.Due)], now, newcomer), timeline.WaitOf(newcomer), 1e-12);
        }
    }

    [Fact]
    public void WaitOf_AnyOrderOfAdding_IsTheSame()
    {
        var random = new Random(2);
        for (var round = 0; round < 500; round++)
        {
            // Whole numbers, so that due times coincide.
            var promised = Enumerable.Range(0, 8).Select(_ => (Due: (double)random.Next(1, 6), Work: (double)random.Next(0, 3))).ToArray();
            var waits = Enumerable.Range(0, 5).Select(_ =>
            {
                random.Shuffle(promised);
                var timeline = new WorkTimeline();
                timeline.Reset(0);
                Array.ForEach(promised, promise => timeline.Add(promise.Due, promise.Work));
                return timeline.WaitOf(1);
            });
            Assert.Single(waits.Distinct());
        }
    }

    [Fact]
    public void WaitOf_AfterReset_KnowsNothingOfBefore()
    {
        var timeline = new WorkTimeline();
        timeline.Add(1, 1);
        timeline.Reset(5);
        Assert.Equal(0, timeline.WaitOf(1));
    }

    private static double EarliestPlace((double Due, double Work)[] promised, double now, double newcomer)
    {
        for (var place = 0; ; place++)
        {
            var (finish, kept) = (now + promised[..place].Sum(promise => promise.Work) + newcomer, true);
            foreach (var (due, work) in promised[place..])
            {
                finish += work;
                kept &= finish <= due + 1e-12;
            }

            if (kept)
                return promised[..place].Sum(promise => promise.Work);
        }
    }
}

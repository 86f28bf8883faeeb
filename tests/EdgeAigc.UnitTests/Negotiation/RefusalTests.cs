using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class RefusalTests
{
    [Fact]
    public void Submit_Refused_EarliestIsThatOfEveryPlaceInTheTimeline()
    {
        var compared = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var (market, promises, now) = Nodes.Filled(seed, new() { OfferSeconds = 0.001 });
            // Offers that nobody took are gone by then.
            now += 0.01;
            var bid = Impossible(seed);
            if (market.Submit(bid, now) is not Refusal refusal)
                continue;
            Assert.Equal(Earliest(promises, bid, now), refusal.EarliestSeconds, 1e-9);
            Assert.Equal(0, refusal.BestQuality);
            compared++;
        }

        Assert.True(compared > 1500, $"Only {compared} were refused.");
    }

    [Fact]
    public void Submit_DeadlineAroundTheEarliest_IsTheBorder()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var (market, _, now) = Nodes.Filled(seed);
            if (market.Submit(Impossible(seed), now) is not Refusal refusal)
                continue;
            var bid = Impossible(seed);
            Assert.IsType<Refusal>(market.Submit(bid with { Id = "sooner", DeadlineSeconds = refusal.EarliestSeconds * (1 - 1e-9) }, now));
            Assert.Null(market.Submit(bid with { Id = "then", DeadlineSeconds = refusal.EarliestSeconds * (1 + 1e-9) }, now));
        }
    }

    [Fact]
    public void Close_LittleWorthAmongMuch_IsOutbidAndToldWhatCouldBeHad()
    {
        var market = Nodes.Market();
        for (var index = 0; index < 60; index++)
            market.Submit(new() { Id = $"{index}", Model = "c", Weight = 10, LatencyPreference = 0.5, DeadlineSeconds = 3 }, 0);
        market.Submit(new() { Id = "light", Model = "c", Weight = 0.001, LatencyPreference = 0.5, DeadlineSeconds = 30 }, 0);
        var refusal = Assert.IsType<Refusal>(market.Close(0).Single(answered => answered.Id == "light").Answer);
        Assert.Equal((RefusalReason.Outbid, 1.0), (refusal.Reason, refusal.BestQuality));
        Assert.InRange(refusal.EarliestSeconds, 0.005, 30);
    }

    [Fact]
    public void Submit_QualityOfARefusal_IsTheBorderToo()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var (market, _, now) = Nodes.Filled(seed, new() { MaxWaitingBids = 1 });
            market.Submit(new() { Id = "first", Model = "a" }, now);
            var bid = new Bid { Id = "second", Model = "b", DeadlineSeconds = 0.01 + (0.1 * new Random(seed).NextDouble()) };
            if (market.Submit(bid, now) is not Refusal { Reason: RefusalReason.QueueFull } refusal)
                continue;
            market.Remove("first", now);
            if (market.Waiting > 0)
                continue;
            Assert.Null(market.Submit(bid with { Id = "as good", MinQuality = refusal.BestQuality }, now));
            market.Remove("as good", now);
            if (refusal.BestQuality < 1)
                Assert.IsType<Refusal>(market.Submit(bid with { Id = "better", MinQuality = refusal.BestQuality + 1e-9 }, now));
        }
    }

    private static Bid Impossible(int seed) => new() { Id = "new", Model = "abc"[seed % 3].ToString(), DeadlineSeconds = 1e-4 };

    // Every place among the promises in the order of their times, with the fewest steps.
    private static double Earliest(List<Commitment> promises, Bid bid, double now)
    {
        var ordered = promises.OrderBy(promise => promise.Expected).Select(promise => (promise.Expected, Work: Seconds(promise.Bid, promise.StepsLeft))).ToArray();
        var own = Seconds(bid, 1);
        for (var place = 0; ; place++)
        {
            var before = ordered[..place].Sum(promise => promise.Work);
            var (finish, kept) = (now + before + own, true);
            foreach (var (expected, work) in ordered[place..])
            {
                finish += work;
                kept &= finish <= expected + 1e-12;
            }

            if (kept)
                return before + own;
        }
    }

    private static double Seconds(Bid bid, int steps)
    {
        var model = Nodes.Small.Single(model => model.Name == bid.Model);
        return model.FixedSeconds + (steps * bid.Work * model.Latency!.Interpolate(1));
    }
}

using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class SlotMarketTests
{
    private static readonly Bid Plain = new() { Id = "x", Model = "a", DeadlineSeconds = 1, LatencyPreference = 0.3, PayloadBits = 1e5 };

    [Fact]
    public void Submit_BidThatWaits_ChangesNothing()
    {
        var market = Nodes.Market();
        Assert.Null(market.Submit(Plain, 0));
        Assert.Null(market.Submit(Plain, 0.001));
        Assert.Equal(1, market.Waiting);
        Assert.Single(market.Close(0.002));
        Assert.Equal((0, 1), (market.Waiting, market.Promised));
    }

    [Fact]
    public void Submit_BidThatWasOffered_ReturnsTheSameOffer()
    {
        var market = Nodes.Market();
        market.Submit(Plain, 0);
        var offer = Assert.Single(market.Close(0)).Answer;
        var promised = market.PromisedSeconds;
        Assert.Same(offer, market.Submit(Plain, 0.1));
        market.Accept("x", 0.1);
        Assert.Same(offer, market.Submit(Plain, 5));
        Assert.Equal((0, 1, promised), (market.Waiting, market.Promised, market.PromisedSeconds));
    }

    [Fact]
    public void Accept_Twice_IsTheSamePromise()
    {
        var market = Nodes.Market();
        market.Submit(Plain, 0);
        market.Close(0);
        var promise = market.Accept("x", 0);
        Assert.NotNull(promise);
        Assert.Same(promise, market.Accept("x", 3));
    }

    [Fact]
    public void Offer_NobodyTakes_LapsesAtItsTimeAndFreesItsCapacity()
    {
        var market = Nodes.Market();
        market.Submit(Plain, 0);
        var offer = Assert.IsType<Offer>(Assert.Single(market.Close(0)).Answer);
        Assert.True(market.PromisedSeconds > 0);
        Assert.Null(market.Accept("x", offer.LapseSeconds));
        Assert.Equal((0, 0.0), (market.Promised, market.PromisedSeconds));
    }

    [Fact]
    public void Offer_TakenInTime_NeverLapses()
    {
        var market = Nodes.Market();
        market.Submit(Plain, 0);
        var offer = Assert.IsType<Offer>(Assert.Single(market.Close(0)).Answer);
        Assert.NotNull(market.Accept("x", offer.LapseSeconds * 0.999));
        market.Close(1e6);
        Assert.Equal(1, market.Promised);
    }

    [Fact]
    public void Remove_InEveryState_FreesWhatItHeld()
    {
        Action<SlotMarket>[] ways =
        [
            _ => { },
            market => market.Close(0),
            market => Accepted(market),
            market => Accepted(market).Begin(4),
            market => market.NoteReady(Accepted(market), 0.1),
        ];
        Assert.All(ways, reach =>
        {
            var market = Nodes.Market();
            market.Submit(Plain, 0);
            reach(market);
            market.Remove("x", 0.1);
            market.Remove("x", 0.1);
            Assert.Equal((0, 0, 0.0), (market.Waiting, market.Promised, market.PromisedSeconds));
            // As if it had never been there.
            Assert.Null(market.Submit(Plain, 0.1));
            Assert.IsType<Offer>(Assert.Single(market.Close(0.1)).Answer);
        });
    }

    [Fact]
    public void NoteReady_Promise_LeavesTheLinkToSend()
    {
        var market = Nodes.Market();
        market.Submit(Plain, 0);
        var promise = Accepted(market);
        market.NoteReady(promise, 0.01);
        market.NoteReady(promise, 0.01);
        Assert.Equal((1, 0.0), (market.Promised, market.PromisedSeconds));
    }

    [Fact]
    public void Submit_UnknownModel_NamesIt() =>
        Assert.Contains("'z'", Assert.Throws<ArgumentException>(() => Nodes.Market().Submit(Plain with { Model = "z" }, 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Submit_QualityThatTheModelNeverReaches_IsRefused()
    {
        var market = Nodes.Market();
        var refusal = Assert.IsType<Refusal>(market.Submit(Plain with { MinQuality = 0.99, Steps = 12 }, 0));
        Assert.Equal(RefusalReason.QualityUnreachable, refusal.Reason);
        Assert.Equal(0, market.Waiting);
    }

    [Fact]
    public void Submit_DeadlineThatCannotBeMet_IsRefusedAtOnce()
    {
        var market = Nodes.Market();
        var refusal = Assert.IsType<Refusal>(market.Submit(Plain with { DeadlineSeconds = 0.002 }, 0));
        // One step, what is besides, and 0.1 ms on the link.
        Assert.Equal((RefusalReason.DeadlineUnreachable, 0.0), (refusal.Reason, refusal.BestQuality));
        Assert.Equal(0.001 + 0.0015 + 0.0001, refusal.EarliestSeconds, 1e-12);
    }

    [Fact]
    public void Close_MinQuality_IsKept()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (random, market) = (new Random(seed), Nodes.Market());
            var bids = Enumerable.Range(0, 8).Select(index => Nodes.Bid(random, $"{index}") with { MinQuality = random.NextDouble() }).ToDictionary(bid => bid.Id);
            foreach (var bid in bids.Values)
                market.Submit(bid, 0);
            Assert.All(market.Close(0), answered => Assert.True(answered.Answer is Refusal || ((Offer)answered.Answer).Quality >= bids[answered.Id].MinQuality));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Close_ExplicitSteps_AreHonoured(int steps)
    {
        var market = Nodes.Market();
        market.Submit(Plain with { Steps = steps }, 0);
        var offer = Assert.IsType<Offer>(Assert.Single(market.Close(0)).Answer);
        Assert.Equal((steps, Nodes.Small[0].QualityAt(steps)), (offer.Steps, offer.Quality));
        var promise = market.Accept("x", 0)!;
        market.Close(0);
        Assert.Equal(steps, promise.Steps);
    }

    [Fact]
    public void Submit_MoreThanMayWait_IsRefused()
    {
        var market = Nodes.Market(new() { MaxWaitingBids = 3 });
        for (var index = 0; index < 3; index++)
            Assert.Null(market.Submit(Plain with { Id = $"{index}" }, 0));
        Assert.Equal(RefusalReason.QueueFull, Assert.IsType<Refusal>(market.Submit(Plain, 0)).Reason);
        Assert.Equal(3, market.Waiting);
    }

    [Fact]
    public void Offer_Times_AreInOrder()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var (market, _, now) = Nodes.Filled(seed);
            var bids = Enumerable.Range(0, 6).Select(index => Nodes.Bid(new(seed + index), $"{index}")).ToDictionary(bid => bid.Id);
            foreach (var bid in bids.Values)
                market.Submit(bid, now);
            foreach (var (id, answer) in market.Close(now + 0.01))
            {
                if (answer is not Offer offer)
                    continue;
                Assert.True(offer.StartSeconds >= 0.01 + bids[id].LoadSeconds - 1e-12);
                Assert.True(offer.StartSeconds < offer.ExpectedSeconds && offer.ExpectedSeconds <= offer.FinishSeconds && offer.FinishSeconds <= bids[id].DeadlineSeconds + 1e-9);
                Assert.InRange(offer.RateBitsPerSecond, double.Epsilon, Math.Min(Nodes.Egress, bids[id].MaxRateBitsPerSecond));
            }
        }
    }

    private static Commitment Accepted(SlotMarket market)
    {
        market.Close(0);
        return market.Accept("x", 0)!;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Demand_OfferThatNobodyTook_DoesNotPriceTheNextOnes(bool lapses)
    {
        var (touched, untouched) = (Nodes.Market(), Nodes.Market());
        for (var i = 0; i < 40; i++)
        {
            touched.Submit(new() { Id = $"elsewhere-{i}", Model = "c", LatencyPreference = 0.5 }, 0);
            touched.Close(0);
            if (!lapses)
                touched.Remove($"elsewhere-{i}", 0);
        }

        foreach (var market in (SlotMarket[])[touched, untouched])
        {
            market.Submit(new() { Id = "last", Model = "c", LatencyPreference = 0.5 }, 0.3);
            market.Close(0.3);
        }

        Assert.Equal(untouched.PriceOf(""), touched.PriceOf(""), 1e-9);
    }

    [Fact]
    public void Close_MoreThanTheDeviceCanQueue_PromisesTheMostUsefulAndRefusesOrKeepsTheOthers()
    {
        var market = new SlotMarket(new(), Nodes.Small, Nodes.Egress, TimeProvider.System, maxPromises: 2);
        for (var i = 0; i < 4; i++)
            market.Submit(new() { Id = $"timed-{i}", Model = "a", Weight = 1 + i, DeadlineSeconds = 10 }, 0);
        market.Submit(new() { Id = "patient", Model = "a", Weight = 0.1 }, 0);

        var answers = market.Close(0).ToDictionary(answered => answered.Id, answered => answered.Answer);

        Assert.IsType<Offer>(answers["timed-3"]);
        Assert.IsType<Offer>(answers["timed-2"]);
        Assert.Equal(RefusalReason.QueueFull, Assert.IsType<Refusal>(answers["timed-0"]).Reason);
        Assert.Equal(RefusalReason.QueueFull, Assert.IsType<Refusal>(answers["timed-1"]).Reason);
        Assert.Equal((4, 1), (answers.Count, market.Waiting));
        market.NoteReady(market.Accept("timed-3", 0)!, 0.1);
        Assert.IsType<Offer>(Assert.Single(market.Close(0.1)).Answer);
    }
}

using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class StepRaisingTests
{
    [Fact]
    public void Remove_FreedCapacity_RaisesStepsAndDelaysNobody()
    {
        var raised = 0;
        for (var seed = 0; seed < 500; seed++)
        {
            var (market, promises, now) = Nodes.Filled(seed, new() { DemandSeconds = 0.1 });
            var random = new Random(seed);
            while (promises.Count > 0)
            {
                var slack = Slack(promises, now);
                var steps = promises.ToDictionary(promise => promise, promise => promise.Steps);
                var gone = promises[random.Next(promises.Count)];
                promises.Remove(gone);
                market.Remove(gone.Bid.Id, now);
                Assert.All(promises, promise => Assert.True(promise.Steps >= steps[promise] && promise.Steps >= promise.Offer.Steps));
                // Who was in time still is; nobody was made late who was not.
                Assert.True(Slack(promises, now) >= Math.Min(0, slack) - 1e-9, $"Seed {seed}.");
                raised += promises.Count(promise => promise.Steps > steps[promise]);
                if (random.Next(3) == 0 && promises.Find(promise => !promise.HasStarted) is { } next)
                    next.Begin(next.Steps);
            }
        }

        Assert.True(raised > 100, $"Only {raised} were raised.");
    }

    [Fact]
    public void Remove_BegunOrExplicit_KeepTheirSteps()
    {
        foreach (var begin in (bool[])[true, false])
        {
            var (market, promises) = Queue(explicitSteps: begin ? null : 4);
            var last = promises[^1];
            if (begin)
                last.Begin(last.Steps);
            var steps = last.Steps;
            foreach (var promise in promises[..^1])
                market.Remove(promise.Bid.Id, 0.2);
            Assert.Equal(steps, last.Steps);
        }
    }

    [Fact]
    public void Remove_PriceOfATimeWithMoreDemand_DoesNotKeepStepsDown()
    {
        var (market, promises) = Queue(explicitSteps: null);
        var (price, steps) = (market.PriceOf(""), promises[^1].Steps);
        Assert.True(price > 0 && promises.Count > 2);
        // The rush is over: nothing was asked for since, and a second before its time all but the last one leave.
        foreach (var promise in promises[..^1])
            market.Remove(promise.Bid.Id, promises[^1].Expected - 1);
        Assert.True(market.PriceOf("") < price);
        Assert.True(promises[^1].Steps > steps, $"{promises[^1].Steps} steps at a price of {market.PriceOf("")}.");
    }

    private static (SlotMarket Market, List<Commitment> Promises) Queue(int? explicitSteps)
    {
        var market = Nodes.Market(new() { DemandSeconds = 0.1, HorizonSeconds = 100 });
        for (var index = 0; index < 200; index++)
            market.Submit(new() { Id = $"{index}", Model = "c", Work = 5, DeadlineSeconds = 60, LatencyPreference = 0.2, Steps = explicitSteps }, 0);
        market.Close(0);
        return (market, [.. Enumerable.Range(0, 200).Select(index => market.Accept($"{index}", 0)).OfType<Commitment>().OrderBy(promise => promise.Expected)]);
    }

    // Least slack of anybody, when the device makes them in the order of their times.
    private static double Slack(List<Commitment> promises, double now)
    {
        var (before, least) = (0.0, double.PositiveInfinity);
        foreach (var promise in promises.OrderBy(promise => promise.Expected))
        {
            var model = Nodes.Small.Single(model => model.Name == promise.Bid.Model);
            before += model.FixedSeconds + (promise.StepsLeft * promise.Bid.Work * model.Latency!.Interpolate(1));
            least = Math.Min(least, promise.Expected - now - before);
        }

        return least;
    }
}

using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.UnitTests.Allocation;

namespace EdgeAigc.UnitTests.Negotiation;

public sealed class DemandWindowTests
{
    [Fact]
    public void Price_RandomDemand_IsTheSmallestAtWhichItFits()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            var (random, requests) = (new Random(seed), RandomSlots.Create(seed, 1 + (seed % 12)).Requests);
            var window = new DemandWindow(2, 1);
            foreach (var request in requests)
                window.Add(0, request, 1);
            var capacity = Wanted(requests, 0) * random.NextDouble();
            var price = window.Price(capacity);
            // Just above the price it fits, and below it does not.
            Assert.True(Wanted(requests, price + 1e-9 + (1e-6 * price)) <= capacity + 1e-9, $"Seed {seed}: {price} is too low.");
            Assert.True(price == 0 || Wanted(requests, Math.Max(0, price - 1e-9 - (1e-6 * price))) > capacity - 1e-9, $"Seed {seed}: {price} is too high.");
            Assert.Equal(Wanted(requests, 0), window.ComputeSeconds, 1e-9);
        }
    }

    [Fact]
    public void CongestionPrice_RandomDemand_IsTheCostOfTheDelayOfThoseWhoPayIt()
    {
        for (var seed = 1; seed <= 1000; seed++)
        {
            var (delay, requests) = (5 * new Random(seed).NextDouble(), RandomSlots.Create(seed, 1 + (seed % 12)).Requests);
            var window = new DemandWindow(2, 1);
            foreach (var request in requests)
                window.Add(0, request, 1);
            var price = window.CongestionPrice(delay);
            Assert.True(delay * Cost(requests, price + 1e-9 + (1e-6 * price)) <= price + 1e-6, $"Seed {seed}: {price} is too low.");
            Assert.True(price == 0 || delay * Cost(requests, Math.Max(0, price - 1e-9 - (1e-6 * price))) >= price - 1e-6, $"Seed {seed}: {price} is too high.");
        }
    }

    [Fact]
    public void Remove_SomeThatWentElsewhere_LeavesTheWindowOfTheOthers()
    {
        var requests = RandomSlots.Create(8, 30).Requests;
        var (window, others) = (new DemandWindow(2, 1), new DemandWindow(2, 1));
        for (var i = 0; i < requests.Count; i++)
        {
            window.Add(i, requests[i], 1);
            if (i % 3 > 0)
                others.Add(i, requests[i], 1);
        }

        foreach (var request in requests.Where((_, i) => i % 3 == 0))
        {
            window.Remove(request.Id);
            window.Remove(request.Id);
        }

        Assert.Equal(others.Count, window.Count);
        Assert.Equal(others.ComputeSeconds, window.ComputeSeconds, 1e-9);
        Assert.Equal(others.Price(others.ComputeSeconds / 3), window.Price(others.ComputeSeconds / 3), 1e-9);
        window.Forget(1e6);
        Assert.Equal(0, window.Count);
    }

    [Fact]
    public void Price_EnoughForAll_IsZero()
    {
        var window = new DemandWindow(2, 1);
        window.Add(0, RandomSlots.Create(3, 1).Requests[0], 1);
        Assert.Equal(0, window.Price(window.ComputeSeconds));
    }

    [Fact]
    public void Forget_MoreThanEnoughSamples_KeepsTheWindowAndPricesIt()
    {
        var requests = RandomSlots.Create(5, 80).Requests;
        var (window, late) = (new DemandWindow(2, 1), new DemandWindow(2, 1));
        for (var i = 0; i < requests.Count; i++)
        {
            window.Add(i < 40 ? 0 : 10, requests[i], 1);
            if (i >= 40)
                late.Add(10, requests[i], 1);
        }

        window.Forget(11);
        Assert.Equal(40, window.Count);
        Assert.Equal(late.ComputeSeconds, window.ComputeSeconds, 1e-9);
        Assert.Equal(late.CongestionPrice(0.3), window.CongestionPrice(0.3), 1e-9);
        Assert.Equal(late.Price(0.3 * late.ComputeSeconds), window.Price(0.3 * late.ComputeSeconds));
    }

    [Fact]
    public void Seconds_FewSamples_ReachBackToThem()
    {
        var window = new DemandWindow(2, 1);
        window.Add(0, RandomSlots.Create(3, 1).Requests[0], 1);
        window.Forget(20);
        Assert.Equal(20, window.Seconds(20));
        window.Forget(1000);
        Assert.Equal((0, 2.0, 0.0), (window.Count, window.Seconds(1000), window.CongestionPrice(5)));
    }

    [Fact]
    public void Seconds_TooManySamples_AreOnlyThoseOfTheSamples()
    {
        var window = new DemandWindow(2, 1);
        var request = RandomSlots.Create(3, 1).Requests[0];
        for (var i = 0; i <= 1000; i++)
            window.Add(i / 1000.0, request, 1);
        Assert.True(window.Seconds(1) < 0.6, $"{window.Count} samples stand for {window.Seconds(1)} s.");
    }

    [Fact]
    public void BatchGain_OfSomeRequests_IsThatOfTheirSum()
    {
        var window = new DemandWindow(2, 1);
        Assert.Equal(1, window.BatchGain);
        var request = RandomSlots.Create(3, 1).Requests[0];
        window.Add(0, request, 1);
        window.Add(0, request, 0.25);
        Assert.Equal(1.6, window.BatchGain, 1e-12);
    }

    private static double Cost(IReadOnlyList<SlotRequest> requests, double price) =>
        requests.Where(request => Wanted([request], price) > 0).Sum(request => request.Weight * request.LatencyPreference);

    private static double Wanted(IReadOnlyList<SlotRequest> requests, double price)
    {
        var sum = 0.0;
        foreach (var request in requests)
        {
            var options = request.Quality
                .Where(level => request.FinishSeconds(level.Steps, double.PositiveInfinity) <= request.DeadlineSeconds)
                .Select(level => (Compute: request.ComputeSeconds(level.Steps), Utility: request.Utility(level.Quality, request.FinishSeconds(level.Steps, double.PositiveInfinity), 1)))
                .Append((Compute: 0, Utility: request.RejectUtility)).ToArray();
            // Of what is equally good the least.
            var best = options.Max(option => option.Utility - (price * option.Compute));
            sum += options.Where(option => option.Utility - (price * option.Compute) >= best - 1e-15).Min(option => option.Compute);
        }

        return sum;
    }
}

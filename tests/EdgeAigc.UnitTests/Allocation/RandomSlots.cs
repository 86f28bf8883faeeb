using EdgeAigc.Core.Allocation;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>Random slots with everything that may occur: no payload, no preference for latency or nothing else, client caps, deadlines
/// that are easy, hard or impossible, free steps, curves with dents, worthless requests.</summary>
internal static class RandomSlots
{
    private static readonly int[] MeasuredLevels = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50];

    /// <param name="seed">Seed.</param>
    /// <param name="count">Requests.</param>
    /// <param name="mostLevels">Levels that a request has at most.</param>
    /// <param name="priced">Whether in a third of the slots the device does more than steps, and compute has a price beyond the slot.</param>
    public static SlotProblem Create(int seed, int count, int mostLevels = 11, bool priced = true)
    {
        var random = new Random(seed);
        // Some slots hold one model, most hold several.
        double? sameStep = random.Next(4) == 0 ? 0.01 : null;
        var requests = Enumerable.Range(0, count).Select(index => Request(random, index, mostLevels, sameStep)).ToArray();
        var (overhead, price) = priced && seed % 3 == 0 ? (0.5 * random.NextDouble(), random.NextDouble()) : (0, 0);
        requests = [.. requests.Select(request => request with { FixedComputeSeconds = overhead * request.FixedSeconds })];
        var wanted = requests.Sum(request => 12 * request.StepSeconds);
        return new()
        {
            ComputeSeconds = wanted * Math.Pow(10, (1.5 * random.NextDouble()) - 1.2),
            EgressBitsPerSecond = (1 + requests.Sum(request => request.PayloadBits)) * Math.Pow(10, (1.5 * random.NextDouble()) - 0.5),
            ReservePrice = price,
            ReferenceSeconds = 0.3 + random.NextDouble(),
            Requests = requests,
        };
    }

    private static SlotRequest Request(Random random, int index, int mostLevels, double? sameStep)
    {
        var scale = 1 + (12 * random.NextDouble());
        var dent = random.Next(6) == 0 ? 0.1 : 0;
        return new()
        {
            Id = $"r{index}",
            Weight = random.Next(20) == 0 ? 0 : Math.Exp((2 * random.NextDouble()) - 1),
            LatencyPreference = random.Next(6) switch { 0 => 0, 1 => 1, _ => random.NextDouble() },
            WaitSeconds = random.Next(3) == 0 ? 0 : 0.2 * random.NextDouble(),
            FixedSeconds = 0.05 * random.NextDouble(),
            StepSeconds = sameStep ?? (random.Next(15) == 0 ? 0 : 0.002 + (0.03 * random.NextDouble())),
            PayloadBits = random.Next(6) == 0 ? 0 : 1e5 * Math.Exp(2 * random.NextDouble()),
            MaxRateBitsPerSecond = random.Next(4) == 0 ? 1e6 * Math.Exp(2 * random.NextDouble()) : double.PositiveInfinity,
            DeadlineSeconds = random.Next(2) == 0 ? 0.05 + (1.5 * random.NextDouble()) : double.PositiveInfinity,
            RejectUtility = (1.2 * random.NextDouble()) - 1,
            Quality = Quality(random, mostLevels, scale, dent),
        };
    }

    private static StepQuality[] Quality(Random random, int mostLevels, double scale, double dent) =>
        [.. MeasuredLevels.OrderBy(_ => random.Next()).Take(random.Next(1, mostLevels + 1)).Order()
            .Select((steps, index) => new StepQuality(steps, Math.Max(0, 1 - Math.Exp(-steps / scale) - (index % 3 == 2 ? dent : 0))))];
}

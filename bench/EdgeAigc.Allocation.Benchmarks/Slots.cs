using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Allocation.Benchmarks;

/// <summary>Random slots in which compute and link are scarce: some three models' step times, saturating quality curves, half of the
/// requests with a deadline, a fifth with a slow client.</summary>
internal static class Slots
{
    private static readonly int[] MeasuredLevels = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50];
    private static readonly double[] StepSeconds = [0.004, 0.011, 0.023];

    /// <param name="seed">Seed.</param>
    /// <param name="count">Requests.</param>
    /// <param name="levels">Step levels of each: 11 as calibration measures them, or 1 to that number.</param>
    public static SlotProblem Create(int seed, int count, int levels)
    {
        var random = new Random(seed);
        int[] steps = levels == MeasuredLevels.Length ? MeasuredLevels : [.. Enumerable.Range(1, levels)];
        var requests = Enumerable.Range(0, count).Select(index => Request(random, index, steps)).ToArray();
        return new()
        {
            // A fifth of what all would take at 20 steps, and a link that needs about as long for all payloads.
            ComputeSeconds = 0.2 * requests.Sum(request => 20 * request.StepSeconds),
            EgressBitsPerSecond = requests.Sum(request => request.PayloadBits) / (0.1 + (0.4 * random.NextDouble())),
            Requests = requests,
        };
    }

    private static SlotRequest Request(Random random, int index, int[] steps)
    {
        var scale = 2 + (10 * random.NextDouble());
        var fixedSeconds = 0.01 + (0.05 * random.NextDouble());
        return new()
        {
            Id = $"request-{index}",
            Weight = Math.Exp(random.NextDouble() * 2 - 1),
            LatencyPreference = random.NextDouble(),
            WaitSeconds = 0.1 * random.NextDouble(),
            FixedSeconds = fixedSeconds,
            StepSeconds = StepSeconds[random.Next(StepSeconds.Length)],
            PayloadBits = 1e5 * (1 + (9 * random.NextDouble())),
            MaxRateBitsPerSecond = random.Next(5) == 0 ? 2e6 * (1 + random.NextDouble()) : double.PositiveInfinity,
            DeadlineSeconds = random.Next(2) == 0 ? 0.3 + (1.5 * random.NextDouble()) : double.PositiveInfinity,
            RejectUtility = -0.5 * random.NextDouble(),
            Quality = [.. steps.Select(step => new StepQuality(step, (1 - Math.Exp(-step / scale)) / (1 - Math.Exp(-50 / scale))))],
        };
    }
}

using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Curves;
using EdgeAigc.Core.Negotiation;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.UnitTests.Negotiation;

/// <summary>Nodes and bids to try stage two on.</summary>
internal static class Nodes
{
    public const double Egress = 1e9;

    private static readonly int[] Steps = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50];
    private static readonly int[] Batches = [1, 2, 4, 8, 16];

    /// <summary>Models whose batches gain little, as on a processor.</summary>
    public static IReadOnlyList<ModelProfile> Small { get; } = [Model("a", 0.001, 0.8), Model("b", 0.0005, 0.6), Model("c", 0.002, 0.9)];

    /// <summary>A model of 50 ms a step, whose steps take 1.4 times as long for four images as for one.</summary>
    public static IReadOnlyList<ModelProfile> Large { get; } = [Model("sd", 0.05, 0.4 / 3)];

    /// <param name="name">Name.</param>
    /// <param name="step">g(1) in seconds.</param>
    /// <param name="marginal">Part of g(1) that each further image of a batch adds.</param>
    /// <param name="slowdown">Factor of all times.</param>
    public static ModelProfile Model(string name, double step, double marginal, double slowdown = 1) => new()
    {
        Name = name,
        Latency = new(Batches.Select(images => new LatencyPoint(images, slowdown * step * (1 + (marginal * (images - 1)))))),
        FixedSeconds = 1.5 * step * slowdown,
        Quality = QualityCurve.FromScores(Steps, [.. Steps.Select(QualityOf)]),
        Levels = [.. Steps.Select(steps => new StepQuality(steps, QualityOf(steps) / QualityOf(50)))],
    };

    /// <summary>A node of that part of the speed.</summary>
    public static IReadOnlyList<ModelProfile> SmallAt(double speed) =>
        [Model("a", 0.001, 0.8, 1 / speed), Model("b", 0.0005, 0.6, 1 / speed), Model("c", 0.002, 0.9, 1 / speed)];

    public static SlotMarket Market(NegotiationOptions? options = null, IReadOnlyList<ModelProfile>? models = null) =>
        new(options ?? new(), models ?? Small, Egress, new FakeTimeProvider());

    /// <summary>A random bid.</summary>
    public static Bid Bid(Random random, string id) => new()
    {
        Id = id,
        Model = "abc"[random.Next(3)].ToString(),
        Weight = Math.Exp((2 * random.NextDouble()) - 1),
        LatencyPreference = random.NextDouble(),
        DeadlineSeconds = random.Next(3) == 0 ? double.PositiveInfinity : 0.02 + (0.3 * random.NextDouble()),
        PayloadBits = random.Next(3) == 0 ? 0 : 1e5 * random.NextDouble(),
        MaxRateBitsPerSecond = random.Next(4) == 0 ? 1e8 : double.PositiveInfinity,
        LoadSeconds = random.Next(6) == 0 ? 0.03 : 0,
        Work = random.Next(4) == 0 ? 0.5 + random.NextDouble() : 1,
    };

    /// <summary>A node that has promised something: accepted, offered, begun and ready ones.</summary>
    public static (SlotMarket Market, List<Commitment> Promises, double Now) Filled(int seed, NegotiationOptions? options = null)
    {
        var (random, market, promises) = (new Random(seed), Market(options), new List<Commitment>());
        var now = 0.0;
        for (var slot = 0; slot < 4; slot++)
        {
            foreach (var index in Enumerable.Range(0, random.Next(1, 6)))
                market.Submit(Bid(random, $"p{slot}-{index}"), now);
            foreach (var (id, answer) in market.Close(now).Where(answered => answered.Answer is Offer))
            {
                if (random.Next(5) > 0)
                    promises.Add(market.Accept(id, now)!);
            }

            now += 0.005 * random.NextDouble();
        }

        return (market, promises, now);
    }

    private static double QualityOf(int steps) => 1 - Math.Exp(-steps / 6.0);
}

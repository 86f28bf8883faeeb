using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Curves;
using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Simulation.Workload;

/// <summary>
/// Makes up nodes and models. Sizes are those that public checkpoints have (medians of 2.13 GB for SD 1 and 6.94 GB for SDXL); a load takes about 2.8 s from
/// disk and 34.7 s from the origin, the two modes of a recorded service (GenTD26); a load from a peer is taken to lie between, at a third of
/// the origin's, which nothing recorded tells. Step times and qualities are made up.
/// </summary>
public static class SyntheticFleet
{
    private const double DiskSeconds = 2.8;
    private const double OriginSeconds = 34.7;
    private const double PeerPart = 1.0 / 3;
    private const double LoadSpread = 0.1;
    private const double SmallBytes = 2.13e9;
    private const double LargeBytes = 6.94e9;

    private static readonly int[] Steps = [1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 32, 50];
    private static readonly int[] Batches = [1, 2, 4, 8, 16];
    private static readonly double[] Speeds = [0.75, 1, 1.25, 1.5];
    private static readonly long[] Memories = [12_000_000_000, 16_000_000_000, 24_000_000_000];

    /// <summary>Nodes of three sizes and four speeds, with a link of 1 Gbit/s.</summary>
    /// <param name="count">How many.</param>
    /// <param name="diskBytes">Disk of each, in bytes.</param>
    /// <param name="seed">Seed.</param>
    public static IReadOnlyList<ClusterNode> Nodes(int count, long diskBytes, int seed)
    {
        var random = RandomStreams.Of(seed, RandomStream.Fleet);
        return [.. Enumerable.Range(0, count).Select(index => new ClusterNode($"n{index}", Memories[random.Next(Memories.Length)], diskBytes, Speeds[random.Next(Speeds.Length)], 1e9))];
    }

    /// <summary>Models, two of three small.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="seed">Seed.</param>
    public static IReadOnlyList<ClusterModel> Models(IEnumerable<string> names, int seed)
    {
        var random = RandomStreams.Of(seed, RandomStream.Fleet);
        return [.. names.Select(name => Model(name, random))];
    }

    private static ClusterModel Model(string name, Random random)
    {
        var large = random.Next(3) == 0;
        var step = (large ? 0.06 : 0.02) * (0.8 + (0.4 * random.NextDouble()));
        var scale = 4 + (6 * random.NextDouble());
        // A part of a step's time does not grow with the batch; that of large models is nearly all used by one image.
        var marginal = large ? 0.7 : 0.25;
        var bytes = (long)((large ? LargeBytes : SmallBytes) * (0.95 + (0.1 * random.NextDouble())));
        return new()
        {
            Profile = new()
            {
                Name = name,
                Latency = new(Batches.Select(images => new LatencyPoint(images, step * (1 + (marginal * (images - 1)))))),
                FixedSeconds = 2 * step,
                Levels = [.. Steps.Select(steps => new StepQuality(steps, Quality(steps, scale)))],
                Quality = QualityCurve.FromScores(Steps, [.. Steps.Select(steps => Quality(steps, scale))]),
            },
            MemoryBytes = bytes,
            DiskBytes = bytes,
            LoadSeconds = new(Spread(DiskSeconds), Spread(OriginSeconds * PeerPart), Spread(OriginSeconds)),
        };

        double Spread(double median) => median * Math.Exp(LoadSpread * ((2 * random.NextDouble()) - 1));
    }

    private static double Quality(int steps, double scale) => (1 - Math.Exp(-steps / scale)) / (1 - Math.Exp(-Steps[^1] / scale));
}

using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.UnitTests.Simulation.Cluster;

public sealed class ClosedFormTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    public void Run_OneNodePoissonEqualImages_WaitsAsMD1(double load)
    {
        const double Image = 0.5;
        var workload = new SyntheticWorkload { Nodes = 1, Models = 1, Seconds = 200_000 * Image / load, Arrivals = new() { RequestsPerSecond = load / Image }, Terms = Clusters.Patient };
        var result = Clusters.Run(Clusters.OfUnits(1, 1, 1, Image, workload), StageOneNames.Lru, StageTwoNames.Equal);
        // Pollaczek and Khinchin, for a service time without variance.
        var wait = load * Image / (2 * (1 - load));
        Assert.InRange(result.Requests, 195_000, 205_000);
        Assert.Equal(result.Requests, result.Served);
        Assert.InRange(result.MeanDelaySeconds - Image, 0.97 * wait, 1.03 * wait);
        Assert.InRange(result.Utilization, load - 0.01, load + 0.01);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void Run_LinkSharedEqually_DelaysAsProcessorSharing(double load)
    {
        const double Alone = 0.1;
        var workload = new SyntheticWorkload
        {
            Nodes = 1,
            Models = 1,
            Seconds = 100_000 * Alone / load,
            Arrivals = new() { RequestsPerSecond = load / Alone },
            Terms = Clusters.Patient with { PayloadBits = 1e9 * Alone },
        };
        var result = Clusters.Run(Clusters.OfUnits(1, 1, 1, 1e-6, workload), StageOneNames.Lru, StageTwoNames.Equal);
        // M/G/1 processor sharing: the mean does not depend on the sizes (Kleinrock 1967).
        Assert.InRange(result.MeanDelaySeconds, 0.96 * Alone / (1 - load), 1.04 * Alone / (1 - load));
    }

    [Theory]
    [InlineData(0.8, 10)]
    [InlineData(0.8, 40)]
    [InlineData(1.2, 20)]
    public void Run_UnitModelsIndependentReferences_LruHitsAsCheSays(double exponent, int room)
    {
        const int Models = 200;
        var workload = new SyntheticWorkload
        {
            Nodes = 1,
            Models = Models,
            Seconds = 100_000,
            Arrivals = new() { RequestsPerSecond = 1 },
            Popularity = new() { Exponents = [exponent] },
            Terms = Clusters.Patient,
        };
        var scenario = Clusters.OfUnits(1, room, Models, 1e-6, workload) with { WarmUpSeconds = 3000 };
        Assert.Equal(Che(exponent, Models, room), Clusters.Run(scenario, StageOneNames.Lru, StageTwoNames.Equal).HitRatio, 0.01);
    }

    /// <summary>Che, Tung and Wang 2002: with the time t at which Σ (1 − exp(−p t)) is the room, a model hits with 1 − exp(−p t).</summary>
    private static double Che(double exponent, int models, int room)
    {
        var zipf = new ZipfTable(models, exponent);
        var popularity = Enumerable.Range(0, models).Select(zipf.Probability).ToArray();
        var (low, high) = (0.0, 1e9);
        for (var round = 0; round < 200; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = popularity.Sum(p => 1 - Math.Exp(-p * middle)) < room ? (middle, high) : (low, middle);
        }

        return popularity.Sum(p => p * (1 - Math.Exp(-p * low)));
    }
}

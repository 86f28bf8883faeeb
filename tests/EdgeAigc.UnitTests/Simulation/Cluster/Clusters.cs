using EdgeAigc.Core.Curves;
using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Cluster.Results;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.UnitTests.Simulation.Cluster;

/// <summary>Clusters to simulate.</summary>
internal static class Clusters
{
    /// <summary>A model of one level of 20 steps and one byte, which loads in no time.</summary>
    public static ClusterModel Unit(string name, double imageSeconds) => new()
    {
        Profile = new()
        {
            Name = name,
            Latency = new([new(1, imageSeconds / 20)]),
            Levels = [new(20, 1)],
            Quality = QualityCurve.FromScores([20], [1]),
        },
        MemoryBytes = 1,
        LoadSeconds = new(0, 0, 0),
    };

    /// <summary>Nodes for units, which do one image at a time, never turn anything down and keep requests at home.</summary>
    public static ClusterScenario OfUnits(int nodes, int room, int models, double imageSeconds, IClusterWorkload workload) => new()
    {
        Nodes = [.. Enumerable.Range(0, nodes).Select(node => new ClusterNode($"n{node}", room, 0, 1, 1e9))],
        Models = [.. Enumerable.Range(0, models).Select(model => Unit($"m{model}", imageSeconds))],
        Workload = workload,
        Neighbours = 0,
        Device = new() { MaxBatchImages = 1 },
        Negotiation = new() { HorizonSeconds = 1e9 },
    };

    /// <summary>Terms without deadlines, weights and payloads.</summary>
    public static RequestTerms Patient { get; } = new() { WithoutDeadline = 1, WeightSpread = 0, PayloadBits = 0 };

    /// <summary>A small cluster whose memory holds a part of its models.</summary>
    public static ClusterScenario Small(double rate = 5, double seconds = 300, Func<SyntheticWorkload, SyntheticWorkload>? change = null)
    {
        var workload = new SyntheticWorkload { Nodes = 4, Models = 30, Seconds = seconds, Arrivals = new() { RequestsPerSecond = rate } };
        return new()
        {
            Nodes = SyntheticFleet.Nodes(4, 60_000_000_000, 1),
            Models = SyntheticFleet.Models(Enumerable.Range(0, 30).Select(model => $"m{model}"), 1),
            Workload = change?.Invoke(workload) ?? workload,
            Negotiation = new() { ReferenceSeconds = 10, HorizonSeconds = 30 },
            Planning = new() { PatienceRounds = 5 },
        };
    }

    public static ClusterResult Run(ClusterScenario scenario, string stageOne, string stageTwo, int seed = 1) =>
        ClusterSimulation.Run(scenario, stageOne, stageTwo, seed, TimeProvider.System);
}

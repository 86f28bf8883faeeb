using EdgeAigc.Core.Placement;
using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.UnitTests.Simulation.Cluster;

public sealed class LoadTests
{
    private const double Image = 0.1;
    private static readonly LoadSeconds Load = new(1, 4, 20);

    [Fact]
    public void Run_SecondAndThirdLoad_ComeFromPeerAndDisk()
    {
        // n0 loads m0 from the origin, n1 from its peer; m1 pushes m0 out of n0, which then has it on disk.
        var result = Run([new(0, 0, 0), new(100, 1, 0), new(200, 0, 1), new(300, 0, 0)]);
        Assert.Equal((1, 1, 2), (result.DiskLoads, result.PeerLoads, result.OriginLoads));
        Assert.Equal(3 * 50, result.MovedBytes);
        Assert.Equal((20 + 4 + 20 + 1) / 4.0, result.MeanDelaySeconds - Image, 1e-6);
    }

    [Fact]
    public void Run_TwoModelsAtOnce_LoadOneAfterTheOther()
    {
        var result = Run([new(0, 0, 0), new(0, 0, 1)], room: 2);
        Assert.Equal((20 + 40) / 2.0, result.MeanDelaySeconds - Image, 1e-6);
    }

    [Fact]
    public void Run_ModelThatIsBusy_LeavesWhenItsImageIsMade()
    {
        // m0 is loaded until 20 s and makes its image; only then m1 has room, for both of its images.
        var result = Run([new(0, 0, 0), new(10, 0, 1), new(30, 0, 1)]);
        Assert.Equal((3, 2), (result.Served, result.Loads));
        double[] delays = [20 + Image, 10 + Image + 20 + Image, 40 + Image + Image + Image - 30];
        Assert.Equal(delays.Average(), result.MeanDelaySeconds, 1e-6);
    }

    [Fact]
    public void Run_LoadsThatDisplaceEachOther_BeyondTheirShareAreMadeAsALastResort()
    {
        // With nothing saved up a node spares itself every load that displaces another model, and there is no other node.
        ClusterRequest[] requests = [.. Enumerable.Range(0, 6).Select(index => new ClusterRequest(100 * index, 0, index % 2))];
        var scenario = Scenario(requests, room: 1) with { ChurnShare = 0, ChurnSavedSeconds = 0 };
        Assert.Equal((6, 0, 6), Counts(scenario));
        // Where the cloud may be asked it is, before a node must hurt itself.
        Assert.Equal((1 + 2, 3, 1), Counts(scenario with { Cloud = new(1, 5) }));

        static (long, long, long) Counts(ClusterScenario scenario)
        {
            var result = Clusters.Run(scenario, StageOneNames.Lru, StageTwoNames.Equal);
            return (result.Served, result.Cloud, result.Loads);
        }
    }

    [Fact]
    public void Run_NodeThatSparesItself_SendsItsRequestsToAnother()
    {
        // Both nodes hold a model; the third displaces one of them, and is asked for where that has been paid for already.
        ClusterRequest[] requests = [new(0, 0, 0), new(100, 0, 1), new(200, 0, 0), new(300, 0, 1)];
        var scenario = Scenario(requests, room: 1) with { ChurnShare = 0, ChurnSavedSeconds = 0, Neighbours = 1, ViewSeconds = 0 };
        var result = Clusters.Run(scenario, StageOneNames.Lru, StageTwoNames.Equal);
        Assert.Equal((4, 2, 0.5), (result.Served, result.Loads, result.HitRatio));
    }

    [Fact]
    public void Run_SameModelWhileItLoads_IsLoadedOnce()
    {
        var result = Run([new(0, 0, 0), new(5, 0, 0), new(10, 0, 0)]);
        Assert.Equal((3, 1, 0.0), (result.Served, result.Loads, result.HitRatio));
    }

    private static EdgeAigc.Simulation.Cluster.Results.ClusterResult Run(ClusterRequest[] requests, int room = 1) =>
        Clusters.Run(Scenario(requests, room), StageOneNames.Lru, StageTwoNames.Equal);

    private static ClusterScenario Scenario(ClusterRequest[] requests, int room)
    {
        var scenario = Clusters.OfUnits(2, room, 2, Image, new Recorded(requests));
        return scenario with
        {
            Nodes = [.. scenario.Nodes.Select(node => node with { DiskBytes = 1000 })],
            Models = [.. scenario.Models.Select(model => model with { DiskBytes = 50, LoadSeconds = Load })],
        };
    }

    private sealed class Recorded(ClusterRequest[] requests) : IClusterWorkload
    {
        public IEnumerable<ClusterRequest> Create(int seed) => requests;
    }
}

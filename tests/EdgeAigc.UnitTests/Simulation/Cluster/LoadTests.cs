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
    public void Run_ModelThatIsBusy_DoesNotLeave()
    {
        // m0 is being loaded when m1 comes, which finds no room; at 30 s there is.
        var result = Run([new(0, 0, 0), new(10, 0, 1), new(30, 0, 1)]);
        Assert.Equal((2, 1), (result.Served, result.Rejected));
    }

    [Fact]
    public void Run_SameModelWhileItLoads_IsLoadedOnce()
    {
        var result = Run([new(0, 0, 0), new(5, 0, 0), new(10, 0, 0)]);
        Assert.Equal((3, 1, 0.0), (result.Served, result.Loads, result.HitRatio));
    }

    private static EdgeAigc.Simulation.Cluster.Results.ClusterResult Run(ClusterRequest[] requests, int room = 1)
    {
        var scenario = Clusters.OfUnits(2, room, 2, Image, new Recorded(requests));
        return Clusters.Run(
            scenario with
            {
                Nodes = [.. scenario.Nodes.Select(node => node with { DiskBytes = 1000 })],
                Models = [.. scenario.Models.Select(model => model with { DiskBytes = 50, LoadSeconds = Load })],
            },
            StageOneNames.Lru,
            StageTwoNames.Equal);
    }

    private sealed class Recorded(ClusterRequest[] requests) : IClusterWorkload
    {
        public IEnumerable<ClusterRequest> Create(int seed) => requests;
    }
}

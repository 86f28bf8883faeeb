using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Grains.Coordination;

namespace EdgeAigc.Cluster.Tests.Models;

public sealed class FrameProblemTests
{
    [Fact]
    public void Build_DiskAndSources_AreWhatTheNodesReported()
    {
        var problem = FrameProblem.Build([Report("a", 500, "m"), Report("b", 0)], [], [], new(), new());

        Assert.Equal([500, 300], problem.Nodes.Select(node => node.DiskBytes));
        Assert.Equal([["m"], []], problem.Nodes.Select(node => node.OnDisk));
        var model = problem.Models.Single(model => model.Name == "m");
        Assert.Equal((1, 3, 6), (model.LoadSeconds.Disk, model.LoadSeconds.Peer, model.LoadSeconds.Origin));
        // A request that no resident copy serves waits for the nearest files there are.
        var far = problem.Models.Single(model => model.Name == "far");
        Assert.True(far.CloudUtility < model.CloudUtility);
    }

    private static FrameReport Report(string node, long disk, params string[] onDisk) => new()
    {
        Models = [Figures("far"), Figures("m")],
        Status = new() { Name = node, ModelMemoryBytes = 1000, DiskBytes = disk, DiskModels = [.. onDisk] },
    };

    private static ModelFigures Figures(string name) => new(name, 100, 150, 0.1, 1, 1) { PeerFetchSeconds = 2, OriginFetchSeconds = 5 };
}

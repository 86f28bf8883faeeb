using EdgeAigc.Core.Placement;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>Load sources and times of the contract, written down a second time.</summary>
internal static class Loading
{
    public static LoadSource Source(PlacementProblem problem, PlacementNode node, PlacementModel model)
    {
        if (node.OnDisk.Contains(model.Name))
            return LoadSource.Disk;
        var peers = problem.Nodes.Where(other => other.Name != node.Name);
        return peers.Any(other => other.OnDisk.Contains(model.Name) || other.Resident.Contains(model.Name)) ? LoadSource.Peer : LoadSource.Origin;
    }

    public static double Seconds(PlacementProblem problem, PlacementNode node, PlacementModel model)
    {
        if (node.Resident.Contains(model.Name))
            return 0;
        return Source(problem, node, model) switch
        {
            LoadSource.Disk => model.LoadSeconds.Disk,
            LoadSource.Peer => model.LoadSeconds.Peer,
            _ => model.LoadSeconds.Origin,
        };
    }
}

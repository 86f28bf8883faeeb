namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>Counts requests by node and model.</summary>
internal static class FrameCounts
{
    /// <summary>The counts, by node and then by model.</summary>
    public static SortedDictionary<(int Node, int Model), int> Of(IReadOnlyList<ClusterRequest> requests)
    {
        var counts = new SortedDictionary<(int Node, int Model), int>();
        foreach (var request in requests)
            counts[(request.Node, request.Model)] = counts.GetValueOrDefault((request.Node, request.Model)) + 1;
        return counts;
    }
}

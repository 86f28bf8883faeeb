using EdgeAigc.Core.Placement;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>Which requests a frame's demand is counted from.</summary>
internal enum CountedFrames
{
    /// <summary>Those of the last frame.</summary>
    Last,

    /// <summary>Those of all frames so far.</summary>
    All,

    /// <summary>Those that are to come, which only an oracle knows.</summary>
    Coming,
}

/// <summary>Demand by counts, without a forecast.</summary>
internal sealed class CountedDemand(ClusterScenario scenario, CountedFrames frames) : IFrameDemand
{
    private SortedDictionary<(int Node, int Model), int> _counts = [];
    private int _frames;

    public void Observe(int frame, IReadOnlyList<ClusterRequest> arrived)
    {
        if (frames == CountedFrames.Coming)
            return;
        var counts = FrameCounts.Of(arrived);
        _frames++;
        if (frames == CountedFrames.Last)
        {
            (_counts, _frames) = (counts, 1);
            return;
        }

        foreach (var (pair, count) in counts)
            _counts[pair] = _counts.GetValueOrDefault(pair) + count;
    }

    public IReadOnlyList<ModelDemand> Of(IReadOnlyList<ClusterRequest> coming)
    {
        if (frames == CountedFrames.Coming)
            (_counts, _frames) = (FrameCounts.Of(coming), 1);
        return [.. _counts.Select(pair => new ModelDemand(
            scenario.Nodes[pair.Key.Node].Name, scenario.Models[pair.Key.Model].Name, pair.Value / (_frames * scenario.FrameSeconds)))];
    }
}

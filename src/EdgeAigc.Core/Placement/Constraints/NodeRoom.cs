using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Constraints;

/// <summary>Fills nodes copy by copy as long as memory, disk and the loads of the frame allow.</summary>
internal sealed class NodeRoom
{
    private readonly CandidateGraph _graph;
    private readonly double[] _memory;
    private readonly double[] _disk;
    private int _loads;

    /// <summary>Starts from copies that are held already.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="held">The copies; they fit. <see cref="TryHold"/> adds to them.</param>
    /// <param name="maxLoads">Loads that the frame allows.</param>
    public NodeRoom(CandidateGraph graph, bool[] held, int? maxLoads)
    {
        _graph = graph;
        _memory = [.. graph.Memory];
        _disk = [.. graph.Disk];
        _loads = maxLoads ?? int.MaxValue;
        Held = held;
        for (var copy = 0; copy < held.Length; copy++)
        {
            if (held[copy])
                Take(copy);
        }
    }

    /// <summary>By copy, whether it is held.</summary>
    public bool[] Held { get; }

    /// <summary>Holds a copy if there is room for it.</summary>
    /// <param name="copy">The copy.</param>
    public bool TryHold(int copy)
    {
        var node = _graph.CopyNode[copy];
        if (Held[copy] || _graph.CopyMemory[copy] > _memory[node] || _graph.CopyDisk[copy] > _disk[node])
            return false;
        if (!_graph.ResidentNow[copy] && _loads <= 0)
            return false;
        Held[copy] = true;
        Take(copy);
        return true;
    }

    private void Take(int copy)
    {
        _memory[_graph.CopyNode[copy]] -= _graph.CopyMemory[copy];
        _disk[_graph.CopyNode[copy]] -= _graph.CopyDisk[copy];
        if (!_graph.ResidentNow[copy])
            _loads--;
    }
}

using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Routing;

/// <summary>Open copies, flows in units of work, and their value over <see cref="CandidateGraph.CloudValue"/>; every change can be undone.</summary>
internal sealed class FlowState
{
    private readonly CandidateGraph _graph;
    private readonly double[] _flow;
    private readonly double[] _unserved;
    private readonly double[] _spare;
    private readonly bool[] _open;
    private readonly int[] _openList;
    private readonly int[] _openCount;
    private readonly int[] _replicas;
    private readonly Stack<(int Index, double Old)> _journal = new();

    public FlowState(CandidateGraph graph)
    {
        _graph = graph;
        _flow = new double[graph.Arcs];
        _unserved = [.. graph.DemandWork];
        _spare = [.. graph.Capacity];
        _open = new bool[graph.Copies];
        _openList = new int[graph.Copies];
        _openCount = new int[graph.Nodes];
        _replicas = new int[graph.Models];
        // Below this, work is rounding.
        Tiny = 1e-11 * Math.Max(graph.DemandWork.DefaultIfEmpty().Max(), 1e-6);
    }

    /// <summary>Work that counts as none.</summary>
    public double Tiny { get; }

    /// <summary>Σ flow·profit − switch costs of what is open.</summary>
    public double Value { get; private set; }

    /// <summary>Open copies that are not resident now.</summary>
    public int Loads { get; private set; }

    public bool IsOpen(int copy) => _open[copy];

    public int Replicas(int model) => _replicas[model];

    public double Flow(int arc) => _flow[arc];

    public bool Carries(int arc) => _flow[arc] > Tiny;

    public double Unserved(int demand) => _unserved[demand];

    public bool IsUnserved(int demand) => _unserved[demand] > Tiny;

    public double Spare(int node) => _spare[node];

    public bool HasSpare(int node) => _spare[node] > Tiny;

    public ReadOnlySpan<int> OpenCopies(int node) => _openList.AsSpan(_graph.NodeCopies[node], _openCount[node]);

    /// <summary>Adds work to an arc, or takes it away, from the cloud and the node's spare capacity.</summary>
    public void Shift(int arc, double work)
    {
        _journal.Push((arc, _flow[arc]));
        Apply(arc, _flow[arc] + work);
    }

    public void SetOpen(int copy, bool open)
    {
        _journal.Push((~copy, 0));
        Toggle(copy, open);
    }

    /// <summary>A point to go back to.</summary>
    public int Mark() => _journal.Count;

    /// <summary>Undoes everything since the mark.</summary>
    public void Rollback(int mark, double value)
    {
        while (_journal.Count > mark)
        {
            var (index, old) = _journal.Pop();
            if (index >= 0)
                Apply(index, old);
            else
                Toggle(~index, !_open[~index]);
        }

        Value = value;
    }

    /// <summary>Makes everything up to now final.</summary>
    public void Commit() => _journal.Clear();

    public bool[] Snapshot() => [.. _open];

    private void Apply(int arc, double flow)
    {
        var change = flow - _flow[arc];
        _flow[arc] = flow;
        _unserved[_graph.ArcDemand[arc]] -= change;
        _spare[_graph.ArcNode[arc]] -= change;
        Value += change * _graph.ArcProfit[arc];
    }

    private void Toggle(int copy, bool open)
    {
        var node = _graph.CopyNode[copy];
        var list = _openList.AsSpan(_graph.NodeCopies[node]);
        _open[copy] = open;
        if (open)
        {
            list[_openCount[node]++] = copy;
        }
        else
        {
            var place = list[.._openCount[node]].IndexOf(copy);
            list[place] = list[--_openCount[node]];
        }

        var sign = open ? 1 : -1;
        _replicas[_graph.CopyModel[copy]] += sign;
        Value -= sign * _graph.SwitchCost[copy];
        if (!_graph.ResidentNow[copy])
            Loads += sign;
    }
}

using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Routing;

/// <summary>Labels of a search for chains: how much a unit of work has gained by the time it is at a node, and how it came there.</summary>
internal sealed class ChainLabels(CandidateGraph graph)
{
    /// <summary>Gain per unit of work that counts as none.</summary>
    public const double NoGain = 1e-10;

    private readonly double[] _gain = new double[graph.Nodes];
    private readonly int[] _stamp = new int[graph.Nodes];
    private readonly int[] _queued = new int[graph.Nodes];
    private readonly int[] _from = new int[graph.Nodes];
    private readonly int[] _to = new int[graph.Nodes];
    private List<int> _level = [];
    private List<int> _next = [];
    private int _search;
    private int _round;

    /// <summary>Nodes whose labels were set or improved in the level before.</summary>
    public List<int> Level => _level;

    public double Gain(int node) => _gain[node];

    /// <summary>The arc that work leaves: at this node (pull) or at its predecessor (insertion); −1 at the beginning.</summary>
    public int From(int node) => _from[node];

    /// <summary>The arc that the work goes to: at the successor (pull; −1 at the end) or at this node (insertion).</summary>
    public int To(int node) => _to[node];

    /// <summary>Forgets all labels.</summary>
    public void Begin()
    {
        _search++;
        _round++;
        _next.Clear();
    }

    /// <summary>Goes on to the nodes that were reached last; false when there are none.</summary>
    public bool NextLevel()
    {
        (_level, _next) = (_next, _level);
        _next.Clear();
        _round++;
        return _level.Count > 0;
    }

    /// <summary>Whether a gain is better than the node's label.</summary>
    public bool Improves(int node, double gain) => _stamp[node] != _search || gain > _gain[node] + NoGain;

    /// <summary>Sets the node's label if that improves it.</summary>
    public void Reach(int node, double gain, int from, int to)
    {
        if (!Improves(node, gain))
            return;
        (_stamp[node], _gain[node], _from[node], _to[node]) = (_search, gain, from, to);
        if (_queued[node] == _round)
            return;
        _queued[node] = _round;
        _next.Add(node);
    }

    /// <summary>Whether a node lies on the way from another one to the node that pulls.</summary>
    public bool IsOnPull(int at, int node) => IsOnChain(at, node, _to);

    /// <summary>Whether a node lies on the way by which an insertion reached another one.</summary>
    public bool IsOnInsertion(int at, int node) => IsOnChain(at, node, _from);

    private bool IsOnChain(int at, int node, int[] link)
    {
        for (var step = at; step != node; step = graph.ArcNode[link[step]])
        {
            if (link[step] < 0)
                return false;
        }

        return true;
    }
}

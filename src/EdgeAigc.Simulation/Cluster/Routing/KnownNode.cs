namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>What a node knows of another, or of itself, since it was told.</summary>
internal sealed class KnownNode
{
    private readonly NodeState _state;
    private readonly int[] _staying;
    private readonly int[] _coming;
    private readonly double _promised;
    private readonly int _waiting;

    public KnownNode(NodeState state, double now)
    {
        (_state, Time) = (state, now);
        _staying = [.. state.Memory.Staying];
        _coming = [.. state.Memory.Coming];
        (_promised, _waiting) = (state.Node.PromisedSeconds, state.Node.WaitingBids);
    }

    /// <summary>When it was told.</summary>
    public double Time { get; }

    /// <summary>What it told of one model.</summary>
    /// <param name="model">Place of the model in the scenario.</param>
    /// <param name="serviceSeconds">Time of one of its images at speed 1.</param>
    public Core.Routing.NodeOutlook Of(int model, double serviceSeconds) => new(_state.Node.Name)
    {
        PromisedSeconds = _promised,
        WaitingBids = _waiting,
        ServiceSeconds = serviceSeconds / _state.Speed,
        IsReady = Array.IndexOf(_staying, model) >= 0,
        IsLoading = Array.IndexOf(_coming, model) >= 0,
        LoadSeconds = _state.Memory.LoadSeconds(model),
    };
}

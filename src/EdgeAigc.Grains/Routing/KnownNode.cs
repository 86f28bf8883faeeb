using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Grains.Routing;

/// <summary>A node's status and its age.</summary>
/// <param name="status">The status.</param>
/// <param name="at">Timestamp of its arrival.</param>
internal sealed class KnownNode(NodeStatus status, long at)
{
    private readonly Lock _gate = new();
    private Task<NodeStatus>? _refresh;

    public NodeStatus Status { get; } = status;

    public long At { get; } = at;

    /// <summary>The status that takes its place; asked for once, however many want it.</summary>
    public Task<NodeStatus> RefreshAsync(Func<Task<NodeStatus>> ask)
    {
        lock (_gate)
            return _refresh ??= ask();
    }
}

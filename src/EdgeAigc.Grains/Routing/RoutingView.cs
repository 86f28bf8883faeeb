using System.Collections.Concurrent;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Grains.Routing;

/// <summary>
/// What this silo knows of the cluster's nodes. What a node can serve is asked once per silo incarnation and kept;
/// how busy it is, is asked when it matters.
/// </summary>
internal sealed class RoutingView(IClusterMembershipService membership, IGrainFactory grains, TimeProvider time)
{
    // A status call is answered in well under a millisecond; a node that needs this long is not worth choosing.
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<SiloAddress, NodeStatus> _known = new();

    /// <summary>Current status of one node; unreachable if it does not answer in time.</summary>
    public async Task<NodeStatus> AskAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            return await grains.GetGrain<IEdgeServerGrain>(node).GetStatusAsync(cancellationToken)
                .WaitAsync(StatusTimeout, time, cancellationToken);
        }
        catch (Exception exception) when (NodeLoss.IsLoss(exception))
        {
            return new NodeStatus { Name = node, Reachable = false };
        }
    }

    /// <summary>Current status of every active node, by name.</summary>
    public Task<NodeStatus[]> AskAllAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(ActiveNodes.Of(membership.CurrentSnapshot).Keys.Select(node => AskAsync(node, cancellationToken)));

    /// <summary>Every active node with the models it can serve, by name; its load figures may be old.</summary>
    public async Task<NodeStatus[]> GetNodesAsync(CancellationToken cancellationToken)
    {
        var active = ActiveNodes.Of(membership.CurrentSnapshot);
        foreach (var silo in _known.Keys.Except(active.Values))
            _known.TryRemove(silo, out _);

        return await Task.WhenAll(active.Select(node => KnownOrAskAsync(node.Key, node.Value, cancellationToken)));
    }

    private async Task<NodeStatus> KnownOrAskAsync(string node, SiloAddress silo, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(silo, out var known))
            return known;

        var status = await AskAsync(node, cancellationToken);
        if (status.Reachable)
            _known[silo] = status;
        return status;
    }
}

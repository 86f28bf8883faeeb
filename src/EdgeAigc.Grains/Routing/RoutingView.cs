using System.Collections.Concurrent;
using EdgeAigc.Contracts.Nodes;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Routing;

/// <summary>
/// What this silo knows of the cluster's nodes. While requests come, nobody waits for a node that is known: what is known serves while it is
/// asked for anew.
/// </summary>
internal sealed class RoutingView(IClusterMembershipService membership, IGrainFactory grains, IOptions<RoutingOptions> options, TimeProvider time)
{
    // A status call is answered in well under a millisecond; a node that needs this long is not worth choosing.
    private static readonly TimeSpan StatusTimeout = TimeSpan.FromSeconds(2);

    // After so many times the age at which it is asked for anew, a status is worse than the wait for another.
    private const double ExpiryFactor = 10;

    private readonly ConcurrentDictionary<SiloAddress, KnownNode> _known = new();

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

    /// <summary>Every active node with its models, by name; what is told of its memory and load is about as old as the settings allow.</summary>
    public async Task<NodeView[]> GetNodesAsync(CancellationToken cancellationToken)
    {
        var active = ActiveNodes.Of(membership.CurrentSnapshot);
        foreach (var silo in _known.Keys.Except(active.Values))
            _known.TryRemove(silo, out _);

        return await Task.WhenAll(active.Select(node => KnownOrAskAsync(node.Key, node.Value, cancellationToken)));
    }

    private async Task<NodeView> KnownOrAskAsync(string node, SiloAddress silo, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(silo, out var known))
        {
            var age = time.GetElapsedTime(known.At);
            if (age.TotalSeconds < options.Value.ViewSeconds)
                return new(known.Status, age);
            var refresh = known.RefreshAsync(() => AskAnewAsync(node, silo, known));
            return age.TotalSeconds < ExpiryFactor * options.Value.ViewSeconds
                ? new(known.Status, age)
                : new(await refresh.WaitAsync(cancellationToken), TimeSpan.Zero);
        }

        var status = await AskAsync(node, cancellationToken);
        if (status.Reachable)
            _known[silo] = new(status, time.GetTimestamp());
        return new(status, TimeSpan.Zero);
    }

    // A node that does not answer keeps what was known: negotiation finds out, and membership forgets it when it is dead.
    private async Task<NodeStatus> AskAnewAsync(string node, SiloAddress silo, KnownNode known)
    {
        var answer = await AskAsync(node, CancellationToken.None);
        var status = answer.Reachable ? answer : known.Status;
        _known.TryUpdate(silo, new(status, time.GetTimestamp()), known);
        return status;
    }
}

using System.Collections.Immutable;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Cluster;

/// <summary>What the HTTP API needs of the cluster.</summary>
internal interface IImageCluster
{
    /// <summary>Starts a request, or joins the one of this id, and tells its events; leaving the stream cancels it.</summary>
    IAsyncEnumerable<GenerationEvent> GenerateAsync(string requestId, GenerationRequest request, CancellationToken cancellationToken);

    /// <summary>All nodes by name.</summary>
    Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken);
}

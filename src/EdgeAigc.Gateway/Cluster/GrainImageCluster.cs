using System.Collections.Immutable;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Cluster;

/// <summary>The cluster behind its grains.</summary>
internal sealed class GrainImageCluster(IGrainFactory grains, HttpApiOptions options, TimeProvider time) : IImageCluster
{
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(options.PatienceSeconds);

    public IAsyncEnumerable<GenerationEvent> GenerateAsync(string requestId, GenerationRequest request, CancellationToken cancellationToken) =>
        grains.GenerateAsync(requestId, request, time, _patience, cancellationToken);

    public Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken) =>
        grains.GetGrain<IClusterGrain>(0).GetNodesAsync(cancellationToken);
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Gateway.Cluster;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>The cluster, with each request noted on its way.</summary>
internal sealed class ObservedImageCluster(IImageCluster cluster, RequestLog log) : IImageCluster
{
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        string requestId, GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var trace = log.Begin(requestId, request.Model);
        try
        {
            await foreach (var next in cluster.GenerateAsync(requestId, request, cancellationToken))
            {
                trace.Note(next);
                yield return next;
            }
        }
        finally
        {
            trace.End();
        }
    }

    public Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken) => cluster.GetNodesAsync(cancellationToken);
}

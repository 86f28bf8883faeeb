using System.Collections.Immutable;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Grains.Routing;
using Orleans.Concurrency;

namespace EdgeAigc.Grains.Nodes;

/// <summary>Answers for the whole cluster from whichever silo is asked.</summary>
[GrainType("edgeaigc.cluster"), StatelessWorker, Reentrant]
internal sealed class ClusterGrain(RoutingView view) : Grain, IClusterGrain
{
    public async Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken = default) =>
        ImmutableArray.Create(await view.AskAllAsync(cancellationToken));
}

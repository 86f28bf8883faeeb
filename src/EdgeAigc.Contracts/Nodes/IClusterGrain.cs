using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Nodes;

/// <summary>The cluster as a whole, answered by whichever silo the caller is connected to. The key is always 0.</summary>
[Alias("edgeaigc.IClusterGrain"), GrainInterfaceType("edgeaigc.cluster")]
public interface IClusterGrain : IGrainWithIntegerKey
{
    /// <summary>All active nodes by name; a node that does not answer is listed as unreachable.</summary>
    [Alias("GetNodes")]
    Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken = default);
}

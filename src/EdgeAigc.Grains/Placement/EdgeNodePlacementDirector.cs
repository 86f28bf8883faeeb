using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Grains.Routing;
using Orleans.Runtime.Placement;

namespace EdgeAigc.Grains.Placement;

/// <summary>
/// Finds the silo of a node. A node that is not an active member is an <see cref="EdgeNodeUnavailableException"/>;
/// no other silo ever takes its place, because the device and the model files are on that machine.
/// </summary>
internal sealed class EdgeNodePlacementDirector(IClusterMembershipService membership) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var node = target.GrainIdentity.Key.ToString() ?? "";
        return ActiveNodes.Of(membership.CurrentSnapshot).TryGetValue(node, out var silo) && context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new EdgeNodeUnavailableException(node);
    }
}

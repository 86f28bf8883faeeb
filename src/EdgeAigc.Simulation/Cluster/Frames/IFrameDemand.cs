using EdgeAigc.Core.Placement;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>What a plan takes the demand of its frame for.</summary>
internal interface IFrameDemand
{
    /// <summary>A frame is over.</summary>
    void Observe(int frame, IReadOnlyList<ClusterRequest> arrived);

    /// <summary>The demand of the coming frame.</summary>
    IReadOnlyList<ModelDemand> Of(IReadOnlyList<ClusterRequest> coming);
}

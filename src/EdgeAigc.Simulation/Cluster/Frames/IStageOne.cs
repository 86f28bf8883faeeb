using EdgeAigc.Simulation.Cluster.Routing;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>Stage one: what should be in memory in the coming frame.</summary>
internal interface IStageOne
{
    /// <summary>Plans a frame and lets the nodes follow.</summary>
    /// <param name="frame">Its number, from 0.</param>
    /// <param name="coming">Its requests; only an oracle looks at them.</param>
    /// <param name="nodes">The nodes.</param>
    /// <returns>Certified gap of the plan and the wall time that it took; null without a plan.</returns>
    (double Gap, double Seconds)? Begin(int frame, IReadOnlyList<ClusterRequest> coming, NodeState[] nodes);

    /// <summary>A frame is over.</summary>
    /// <param name="frame">Its number.</param>
    /// <param name="arrived">Its requests.</param>
    void End(int frame, IReadOnlyList<ClusterRequest> arrived)
    {
    }
}

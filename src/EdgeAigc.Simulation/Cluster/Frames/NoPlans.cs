using EdgeAigc.Simulation.Cluster.Routing;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>Leaves everything to what happens between frames.</summary>
internal sealed class NoPlans : IStageOne
{
    public (double Gap, double Seconds)? Begin(int frame, IReadOnlyList<ClusterRequest> coming, NodeState[] nodes) => null;
}

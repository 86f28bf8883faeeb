using EdgeAigc.Core.Placement;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>The same demand for every model on every node, for who knows nothing.</summary>
internal sealed class AnyDemand(ClusterScenario scenario) : IFrameDemand
{
    public void Observe(int frame, IReadOnlyList<ClusterRequest> arrived)
    {
    }

    public IReadOnlyList<ModelDemand> Of(IReadOnlyList<ClusterRequest> coming) =>
        [.. scenario.Nodes.SelectMany(_ => scenario.Models, (node, model) => new ModelDemand(node.Name, model.Name, 1 / scenario.FrameSeconds))];
}

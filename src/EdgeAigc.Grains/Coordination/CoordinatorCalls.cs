using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Grains.Routing;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>The Coordinator's calls to the nodes; a node that is lost or slow never holds up the others.</summary>
internal sealed class CoordinatorCalls(
    IGrainFactory grains, IClusterMembershipService membership, IOptions<CoordinationOptions> options, TimeProvider time)
{
    /// <summary>Names of the active nodes.</summary>
    public IReadOnlyCollection<string> Nodes => ActiveNodes.Of(membership.CurrentSnapshot).Keys;

    /// <summary>Reports of all nodes that answer, by name.</summary>
    public async Task<IReadOnlyList<FrameReport>> ReportsAsync(long epoch) =>
        [.. (await Task.WhenAll(Nodes.Select(node => AskAsync<FrameReport>(node, async grain => await grain.ReportAsync(epoch))))).OfType<FrameReport>()];

    /// <summary>Status of one node; null when it does not answer.</summary>
    public Task<NodeStatus?> StatusAsync(string node) => AskAsync<NodeStatus>(node, async grain => await grain.GetStatusAsync());

    /// <summary>Plans that the nodes follow.</summary>
    public async Task<IReadOnlyList<NodePlan>> PlansAsync() =>
        [.. (await Task.WhenAll(Nodes.Select(node => AskAsync(node, grain => grain.GetPlanAsync())))).OfType<NodePlan>()];

    /// <summary>Sends a plan to a node; null when it does not answer.</summary>
    public Task<PlanReply?> SendAsync(string node, NodePlan plan) => AskAsync<PlanReply>(node, async grain => await grain.ApplyPlanAsync(plan));

    private async Task<TAnswer?> AskAsync<TAnswer>(string node, Func<IEdgeServerGrain, Task<TAnswer?>> ask)
        where TAnswer : class
    {
        try
        {
            return await ask(grains.GetGrain<IEdgeServerGrain>(node)).WaitAsync(TimeSpan.FromSeconds(options.Value.AnswerSeconds), time);
        }
        catch (Exception exception) when (NodeLoss.IsLoss(exception))
        {
            return null;
        }
    }
}

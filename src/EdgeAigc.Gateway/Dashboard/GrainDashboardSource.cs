using System.Collections.Immutable;
using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>The cluster behind its grains.</summary>
internal sealed class GrainDashboardSource(IGrainFactory grains, TimeProvider time) : IDashboardSource
{
    // Nodes answer out of memory, or read one file; one that needs this long is shown as silent.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken) =>
        grains.GetGrain<IClusterGrain>(0).GetNodesAsync(cancellationToken);

    public Task<CoordinatorStatus> GetPlanAsync(CancellationToken cancellationToken) =>
        grains.GetGrain<ICoordinatorGrain>(0).GetStatusAsync().WaitAsync(Patience, time, cancellationToken);

    public Task<NodeMarket?> GetMarketAsync(string node, CancellationToken cancellationToken) =>
        AskAsync<NodeMarket>(node, async grain => await grain.GetMarketAsync(), cancellationToken);

    public Task<MeasuredModel?> GetCurvesAsync(string node, string model, CancellationToken cancellationToken) =>
        AskAsync(node, grain => grain.GetCurvesAsync(model), cancellationToken);

    public Task<byte[]?> GetSheetAsync(string node, string model, CancellationToken cancellationToken) =>
        AskAsync(node, grain => grain.GetSheetAsync(model), cancellationToken);

    private async Task<TAnswer?> AskAsync<TAnswer>(string node, Func<IEdgeServerGrain, Task<TAnswer?>> ask, CancellationToken cancellationToken)
        where TAnswer : class
    {
        try
        {
            return await ask(grains.GetGrain<IEdgeServerGrain>(node)).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception exception) when (exception is OrleansException or EdgeNodeUnavailableException or TimeoutException)
        {
            return null;
        }
    }
}

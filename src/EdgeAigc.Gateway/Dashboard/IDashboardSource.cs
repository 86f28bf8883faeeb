using System.Collections.Immutable;
using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>What the dashboard asks of the cluster.</summary>
internal interface IDashboardSource
{
    /// <summary>All nodes by name.</summary>
    Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken);

    /// <summary>What is planned.</summary>
    Task<CoordinatorStatus> GetPlanAsync(CancellationToken cancellationToken);

    /// <summary>What stage two of a node decided lately; null when the node does not answer.</summary>
    Task<NodeMarket?> GetMarketAsync(string node, CancellationToken cancellationToken);

    /// <summary>Measured curves of a model of a node; null without any, or when the node does not answer.</summary>
    Task<MeasuredModel?> GetCurvesAsync(string node, string model, CancellationToken cancellationToken);

    /// <summary>Contact sheet of a model of a node, a PNG file; null without one, or when the node does not answer.</summary>
    Task<byte[]?> GetSheetAsync(string node, string model, CancellationToken cancellationToken);
}

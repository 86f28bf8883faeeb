using System.Collections.Concurrent;
using System.Collections.Immutable;
using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Gateway.Dashboard;

namespace EdgeAigc.Gateway.Tests.Dashboard;

/// <summary>A cluster that shows what the test has written.</summary>
internal sealed class ScriptedDashboardSource : IDashboardSource
{
    private int _asked;

    public ImmutableArray<NodeStatus> Nodes { get; set; } = [];

    public CoordinatorStatus Plan { get; set; } = new();

    public ConcurrentDictionary<string, NodeMarket> Markets { get; } = new();

    public ConcurrentDictionary<(string Node, string Model), MeasuredModel> Curves { get; } = new();

    public ConcurrentDictionary<(string Node, string Model), byte[]> Sheets { get; } = new();

    /// <summary>What questions end with instead of an answer; null for answers.</summary>
    public Exception? Fault { get; set; }

    /// <summary>How often the nodes were asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public static NodeStatus Node(string name = "node-0", params string[] models) => new()
    {
        Name = name,
        Models = [.. models.Select(model => new ModelDescription(model, "Pipeline", "Scheduler", 64, 64, 20, 1000, 2, 14_000_000))],
    };

    public Task<ImmutableArray<NodeStatus>> GetNodesAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return Fault is null ? Task.FromResult(Nodes) : Task.FromException<ImmutableArray<NodeStatus>>(Fault);
    }

    public Task<CoordinatorStatus> GetPlanAsync(CancellationToken cancellationToken) => Task.FromResult(Plan);

    public Task<NodeMarket?> GetMarketAsync(string node, CancellationToken cancellationToken) => Task.FromResult(Markets.GetValueOrDefault(node));

    public Task<MeasuredModel?> GetCurvesAsync(string node, string model, CancellationToken cancellationToken) =>
        Task.FromResult(Curves.GetValueOrDefault((node, model)));

    public Task<byte[]?> GetSheetAsync(string node, string model, CancellationToken cancellationToken) =>
        Task.FromResult(Sheets.GetValueOrDefault((node, model)));
}

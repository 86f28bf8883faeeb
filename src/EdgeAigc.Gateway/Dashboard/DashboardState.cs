using System.Text.Json;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>What the poller saw at one moment, as JSON.</summary>
/// <param name="Tick">Number of the moment.</param>
internal sealed record DashboardState(long Tick)
{
    private readonly TaskCompletionSource<DashboardState> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The nodes, and the tick in which they changed last; null before the first answer.</summary>
    public (string Json, long Tick)? Cluster { get; init; }

    /// <summary>The plan, and the tick in which it changed last; null before the first answer.</summary>
    public (string Json, long Tick)? Plan { get; init; }

    /// <summary>Why the cluster did not answer in this moment; null when it did.</summary>
    public string? Fault { get; init; }

    /// <summary>The state after this one.</summary>
    public Task<DashboardState> Next => _next.Task;

    /// <summary>The next state of the same things.</summary>
    public DashboardState Advance(ClusterReply cluster, PlanReply plan)
    {
        var tick = Tick + 1;
        return new(tick)
        {
            Cluster = Keep(Cluster, JsonSerializer.Serialize(cluster, DashboardJson.Default.ClusterReply), tick),
            Plan = Keep(Plan, JsonSerializer.Serialize(plan, DashboardJson.Default.PlanReply), tick),
        };
    }

    /// <summary>The next state when the cluster does not answer.</summary>
    public DashboardState Fail(string message) => new(Tick + 1) { Cluster = Cluster, Plan = Plan, Fault = message };

    /// <summary>Tells those who wait.</summary>
    public void Succeed(DashboardState next) => _next.TrySetResult(next);

    private static (string Json, long Tick) Keep((string Json, long Tick)? known, string json, long tick) =>
        known is { } same && same.Json == json ? same : (json, tick);
}

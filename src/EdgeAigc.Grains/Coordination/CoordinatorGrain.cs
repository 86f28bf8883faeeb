using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Workload;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Storage;

namespace EdgeAigc.Grains.Coordination;

/// <summary>
/// Owns the plan. A frame asks the nodes, decides, stores the decision under a new epoch and only then sends it; nobody waits for what the
/// nodes do with it. Should two Coordinators live for a while, the storage refuses the one that comes later and nodes refuse its epoch.
/// </summary>
[GrainType("edgeaigc.coordinator"), KeepAlive, Immovable, Reentrant]
internal sealed partial class CoordinatorGrain(
    [PersistentState("coordinator", CoordinatorState.Storage)] IPersistentState<CoordinatorState> stored,
    [PersistentState("demand", CoordinatorState.Storage)] IPersistentState<DemandHistory> demand,
    CoordinatorCalls calls,
    FramePlanner planner,
    ClusterForecast forecast,
    IOptions<CoordinationOptions> options,
    TimeProvider time,
    ILocalSiloDetails silo,
    ILogger<CoordinatorGrain> logger) : Grain, ICoordinatorGrain, IDisposable
{
    // Less is lost in a crash than fades in this time; a large cluster's demand takes megabytes.
    private static readonly TimeSpan DemandStorePeriod = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, string> _incarnations = new(StringComparer.Ordinal);
    private FrameDecision _decision = new();
    private long? _decidedAt;
    private long _demandStoredAt = time.GetTimestamp();
    private bool _isEarlyFrameDue;

    private bool IsOff => options.Value.Policy == CoordinationOptions.Off;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The folder of this machine may be behind what the nodes have seen, or empty.
        var newest = (await calls.PlansAsync()).MaxBy(plan => plan.Epoch);
        var state = stored.State;
        if (newest?.Epoch > state.Epoch)
            state = state with { Epoch = newest.Epoch, Pins = newest.Pins };
        stored.State = state with { Epoch = state.Epoch + 1 };
        await stored.WriteStateAsync(cancellationToken);
        forecast.Resume(demand.State);
        LogAlive(silo.Name, stored.State.Epoch);
        if (IsOff)
            return;
        var frame = TimeSpan.FromSeconds(options.Value.FrameSeconds);
        this.RegisterGrainTimer(RunTimedFrameAsync, new() { DueTime = frame, Period = frame, Interleave = true, KeepAlive = true });
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // One that gives way to another has nothing to say.
        if (reason.ReasonCode is DeactivationReasonCode.ShuttingDown)
            await StoreDemandAsync();
    }

    public Task HeartbeatAsync(string node, string incarnation)
    {
        var gone = _incarnations.Keys.Except(calls.Nodes).ToList();
        gone.ForEach(left => _incarnations.Remove(left));
        var isNew = !_incarnations.TryGetValue(node, out var known) || known != incarnation;
        _incarnations[node] = incarnation;
        if ((isNew || gone.Count > 0) && !_isEarlyFrameDue && !IsOff)
        {
            _isEarlyFrameDue = true;
            _ = RunTimedFrameAsync(CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async Task<long> RunFrameAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _isEarlyFrameDue = false;
            if (!IsOff)
                await RunAsync();
            return stored.State.Epoch;
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<CoordinatorStatus> GetStatusAsync() => Task.FromResult(new CoordinatorStatus
    {
        Epoch = stored.State.Epoch,
        Policy = options.Value.Policy,
        Silo = silo.Name,
        Frame = TimeSpan.FromSeconds(options.Value.FrameSeconds),
        Age = _decidedAt is { } at ? time.GetElapsedTime(at) : null,
        Copies = stored.State.Copies,
        Demand = _decision.Demand,
        Pins = stored.State.Pins,
        Problems = _decision.Problems,
        Value = _decision.Value,
        RelativeGap = _decision.RelativeGap,
        History = stored.State.History,
    });

    public async Task<string?> PinAsync(ModelPin pin)
    {
        if (IsOff)
            return $"EdgeAigc:Coordination:Policy is {CoordinationOptions.Off}: nothing is planned, so nothing can be pinned.";
        if (!calls.Nodes.Contains(pin.Node))
            return $"Node is '{pin.Node}'; the cluster has {string.Join(", ", calls.Nodes)}.";
        if (await calls.StatusAsync(pin.Node) is not { } status)
            return $"Node {pin.Node} does not answer; try again when it does.";
        if (status.Models.All(model => model.Name != pin.Model))
            return $"Model is '{pin.Model}'; node {pin.Node} has {string.Join(", ", status.Models.Select(model => model.Name))}.";
        await ChangePinsAsync(pins => pins.Contains(pin) ? pins : pins.Add(pin));
        return null;
    }

    public async Task<int> UnpinAsync(string model, string? node)
    {
        var before = stored.State.Pins.Length;
        await ChangePinsAsync(pins => pins.RemoveAll(pin => pin.Model == model && (node is null || pin.Node == node)));
        return before - stored.State.Pins.Length;
    }

    public void Dispose() => _turn.Dispose();

    private async Task ChangePinsAsync(Func<ImmutableArray<ModelPin>, ImmutableArray<ModelPin>> change)
    {
        await _turn.WaitAsync();
        try
        {
            await StoreAsync(stored.State with { Pins = change(stored.State.Pins) });
        }
        finally
        {
            _turn.Release();
        }

        await RunFrameAsync();
    }

    private async Task RunTimedFrameAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunFrameAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFrameFailed(exception);
            // What another Coordinator stored is read when this one comes back.
            if (exception is InconsistentStateException)
                DeactivateOnIdle();
        }
    }

    private async Task RunAsync()
    {
        var reports = await calls.ReportsAsync(stored.State.Epoch);
        if (reports.FirstOrDefault(report => !report.Accepted) is { } fenced)
            throw new InconsistentStateException($"A node follows epoch {fenced.Epoch}; this Coordinator is at {stored.State.Epoch} and gives way.");
        // A node that has just joined may not be reachable yet; its next heartbeat brings another frame.
        foreach (var node in _incarnations.Keys.Except(reports.Select(report => report.Status!.Name)).ToList())
            _incarnations.Remove(node);
        if (reports.Count == 0)
            return;
        var epoch = stored.State.Epoch + 1;
        var decision = await planner.PlanAsync(calls.Nodes, reports, stored.State, epoch);
        var counts = reports.SelectMany(report => report.Counts).ToList();
        var frame = new FrameSummary(epoch, time.GetUtcNow(), counts.Sum(row => row.Arrivals), counts.Sum(row => row.Misses), decision.Loads)
        {
            ForecastLoss = decision.Score.Loss,
            LastValueLoss = decision.Score.LastValueLoss,
        };
        await StoreAsync(stored.State.With(decision, frame));
        (_decision, _decidedAt) = (decision, time.GetTimestamp());
        if (time.GetElapsedTime(_demandStoredAt) >= DemandStorePeriod)
            await StoreDemandAsync();
        LogPlanned(
            decision.Loads > 0 ? LogLevel.Information : LogLevel.Debug, epoch, decision.Nodes.Count, decision.Copies.Length, decision.Loads, decision.Value, decision.RelativeGap);
        foreach (var problem in decision.Problems)
            LogProblem(epoch, problem);
        foreach (var (node, plan) in decision.Nodes)
            _ = SendAsync(node, plan with { Pins = stored.State.Pins });
    }

    private async Task StoreAsync(CoordinatorState state)
    {
        var before = stored.State;
        stored.State = state;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            stored.State = before;
            throw;
        }
    }

    private async Task StoreDemandAsync()
    {
        _demandStoredAt = time.GetTimestamp();
        demand.State = forecast.History;
        await demand.WriteStateAsync();
    }

    private async Task SendAsync(string node, NodePlan plan)
    {
        if (await calls.SendAsync(node, plan) is { Accepted: false, Epoch: var newer })
            LogRefused(node, plan.Epoch, newer);
    }
}

using System.Collections.Immutable;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Residency;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Grains.Negotiation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>
/// Brings this node to its plan, one load or unload at a time. A newer plan takes effect at the next step, and stops the one under way when
/// it does not want it; an older one is refused. May be used from any thread.
/// </summary>
internal sealed partial class PlanExecutor(
    IDenoisingEngine engine, IModelHeirs heirs, LoadTimes loads, IOptions<CoordinationOptions> options, TimeProvider time, ILogger<PlanExecutor> logger)
{
    // Heirs load for seconds; nothing is lost by looking for them a few times a second.
    private static readonly TimeSpan HeirsEvery = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly LoadFailures _failures = new(options, time);
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private NodePlan? _plan;
    private PlanAction? _action;
    private long _epoch;
    private bool _isRunning;

    /// <summary>The plan; null before the first.</summary>
    public NodePlan? Plan => Read(() => _plan);

    /// <summary>Models that could not be loaded and are left alone for a while.</summary>
    public ImmutableArray<FailedLoad> Failures => Read(() => _failures.Current);

    /// <summary>The model that the plan brings into memory just now, or null.</summary>
    public string? Loading => Read(() => _action is { Step: { Action: ResidencyAction.Load, Model: var model } } ? model : null);

    /// <summary>That model, with the seconds that it is expected to take yet; null where there is none.</summary>
    public (string Model, double SecondsLeft)? UnderWay => Read<(string, double)?>(() =>
        _action is { Step: { Action: ResidencyAction.Load, Model: { } name } } action && engine.Models.FirstOrDefault(model => model.Name == name) is { } model
            ? (name, Math.Max(0, loads.Of(model) - time.GetElapsedTime(action.Began).TotalSeconds))
            : null);

    /// <summary>Models in memory that are to go.</summary>
    public ImmutableArray<string> Leaving => Read<ImmutableArray<string>>(() => _isRunning && _plan is { } plan
        ? [.. engine.ResidentModels.Select(model => model.Name).Where(model => !plan.Resident.Contains(model) && !_held.Contains(model))]
        : []);

    /// <summary>Whether orders of that epoch are taken; from then on no older ones are.</summary>
    public PlanReply Admit(long epoch)
    {
        lock (_gate)
        {
            if (epoch < _epoch)
                return new(false, _epoch);
            _epoch = epoch;
            return new(true, epoch);
        }
    }

    /// <summary>Takes a plan, or refuses it. The work begins at once and is not waited for.</summary>
    public PlanReply Apply(NodePlan plan)
    {
        lock (_gate)
        {
            if (Admit(plan.Epoch) is { Accepted: false } refusal)
                return refusal;
            _plan = plan;
            _held.Clear();
            _held.UnionWith(plan.LastCopies.Select(copy => copy.Model));
            if (_action is { } action && !action.Serves(plan))
                action.Stop();
            if (!_isRunning)
            {
                _isRunning = true;
                _ = RunAsync();
            }

            return new(true, plan.Epoch);
        }
    }

    private async Task RunAsync()
    {
        // Whoever applies a plan must not wait for what an engine does before its first await.
        await Task.Yield();
        while (Begin() is { } action)
        {
            try
            {
                await ActAsync(action);
            }
            catch (OperationCanceledException) when (action.IsStopped)
            {
            }
            finally
            {
                lock (_gate)
                    _action = null;
                action.Dispose();
            }
        }
    }

    private PlanAction? Begin()
    {
        lock (_gate)
        {
            var plan = _plan!;
            var step = ResidencySteps.Next(
                engine.ModelMemoryBytes, [.. engine.ResidentModels.Select(model => new ModelSize(model.Name, model.Bytes))],
                [.. plan.Resident.Where(model => !_failures.Holds(model)).Select(Size).OfType<ModelSize>()], _held);
            _isRunning = step.Action != ResidencyAction.Done;
            return _action = _isRunning ? new(plan, step, time.GetTimestamp()) : null;
        }
    }

    private ModelSize? Size(string name) => engine.Models.FirstOrDefault(model => model.Name == name) is { } model
        ? new(name, PlacementFigures.MemoryBytes(model))
        : null;

    private Task ActAsync(PlanAction action) => action.Step.Action switch
    {
        ResidencyAction.Load => LoadAsync(action, action.Step.Model!),
        ResidencyAction.Unload => UnloadAsync(action, action.Step.Model!),
        _ => AwaitHeirsAsync(action),
    };

    private async Task LoadAsync(PlanAction action, string model)
    {
        var (began, fetches) = (time.GetTimestamp(), loads.FetchesOf(model));
        var failure = await AttemptAsync(engine.LoadAsync, model, action.Stopped);
        if (failure is null && fetches == loads.FetchesOf(model))
            loads.Observe(model, time.GetElapsedTime(began));
        lock (_gate)
        {
            if (failure is null)
                _failures.Forget(model);
            else
                _failures.Note(model, failure);
        }

        if (failure is not null)
            LogLoadFailed(action.Plan.Epoch, model, failure);
    }

    private async Task UnloadAsync(PlanAction action, string model)
    {
        if (await AttemptAsync(engine.UnloadAsync, model, action.Stopped) is not { } failure)
            return;
        // The next plan may try again.
        lock (_gate)
            _held.Add(model);
        LogUnloadFailed(action.Plan.Epoch, model, failure);
    }

    /// <summary>Lets go of last copies that others have by now, or waits a little.</summary>
    private async Task AwaitHeirsAsync(PlanAction action)
    {
        var released = false;
        foreach (var copy in action.Plan.LastCopies)
        {
            if (!await heirs.HaveAsync(copy, action.Stopped))
                continue;
            lock (_gate)
                released |= ReferenceEquals(_plan, action.Plan) && _held.Remove(copy.Model);
        }

        if (!released)
            await Task.Delay(HeirsEvery, time, action.Stopped);
    }

    private static async Task<string?> AttemptAsync(
        Func<string, CancellationToken, Task<JobFault?>> work, string model, CancellationToken cancellationToken)
    {
        try
        {
            return (await work(model, cancellationToken))?.Message;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    private TValue Read<TValue>(Func<TValue> read)
    {
        lock (_gate)
            return read();
    }
}

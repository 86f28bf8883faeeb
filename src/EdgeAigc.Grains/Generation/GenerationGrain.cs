using System.Runtime.CompilerServices;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Grains.Routing;
using EdgeAigc.Grains.Telemetry;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace EdgeAigc.Grains.Generation;

/// <summary>
/// One request. Reentrant, because several listeners wait in it at once; placed where its caller is connected, because
/// it only relays. Its result is kept until the activation is collected, so that a caller who lost its connection gets
/// the same image by asking again.
/// </summary>
[GrainType("edgeaigc.generation"), PreferLocalPlacement, Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class GenerationGrain(RequestRouter router, RequestTelemetry telemetry, ILogger<GenerationGrain> logger) : Grain, IGenerationGrain
{
    private GenerationRun? _run;
    private int _runs;

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A run whose caller left is still winding down; what follows must not meet its leftovers.
        while (_run is { MayBeRepeated: true } ended)
        {
            await ended.Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
            if (ReferenceEquals(_run, ended))
                _run = null;
        }

        var isJoined = _run is not null;
        _run ??= Start(request);
        if (_run.Request != request)
        {
            yield return new GenerationFailed(FailureCodes.RequestConflict, null,
                $"Request id '{this.GetPrimaryKeyString()}' was used for a different request; choose another id.", false);
            yield break;
        }

        await foreach (var next in _run.ListenAsync(isJoined, cancellationToken))
            yield return next;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _run?.Dispose();
        return Task.CompletedTask;
    }

    private GenerationRun Start(GenerationRequest request)
    {
        var run = new GenerationRun(request);
        // Neither a second run nor a second activation may be taken for this one.
        var name = $"{this.GetPrimaryKeyString()}/{GrainContext.ActivationId}/{_runs++}";
        var observed = telemetry.Begin(request);
        run.Start(router.RunAsync(name, request, run.Abandoned));
        observed.Leave();
        _ = FollowAsync(run, observed);
        return run;
    }

    private async Task FollowAsync(GenerationRun run, ObservedRequest observed)
    {
        try
        {
            await run.Completion;
        }
        catch (Exception exception)
        {
            LogDefect(this.GetPrimaryKeyString(), exception);
        }

        observed.End(run.Events);
    }
}

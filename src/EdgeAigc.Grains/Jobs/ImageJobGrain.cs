using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Contracts.Keys;
using EdgeAigc.Core.Results;
using EdgeAigc.Grains.Routing;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace EdgeAigc.Grains.Jobs;

/// <summary>
/// One job: a caller of the cluster like any other, but one that does not go away. Lives in the memory of one silo and is lost with it.
/// </summary>
[GrainType("edgeaigc.image-job"), PreferLocalPlacement, Reentrant]
internal sealed partial class ImageJobGrain(RetentionBook retention, JobSlots slots, TimeProvider time, ILogger<ImageJobGrain> logger)
    : Grain, IImageJobGrain, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(2);

    private CancellationTokenSource _cancellation = new();
    private TaskCompletionSource _answered = new();
    private ImageJobOrder? _order;
    private IImageJobObserver? _observer;
    private Task _observing = Task.CompletedTask;
    private ImageJobStatus _status = new();
    private JobProgress _progress = new(0);
    private RetainedItem? _place;

    private bool HasEnded => _status.EndedAt is not null;

    public async Task<ImageJobStatus> StartAsync(ImageJobOrder order, IImageJobObserver? observer = null)
    {
        if (_order is not null && !_order.IsSameAs(order))
            return Refusal(FailureCodes.RequestConflict, "The job was submitted before with a different request; choose another Idempotency-Key.", false);
        // What failed for now is tried again by whoever submits it again.
        if (_order is null || _status.Failure is { Retryable: true })
        {
            if (!slots.TryTake())
                return Refusal(FailureCodes.QueueFull, $"{slots.Max} jobs are under way on this node, and it takes no more; try again, or ask another node.", true);
            _observer = observer;
            Begin(order);
        }

        await _answered.Task;
        return Tell();
    }

    public Task<ImageJobStatus?> GetAsync(string? owner)
    {
        if (_order is null || _status.ExpiresAt <= time.GetUtcNow())
        {
            DeactivateOnIdle();
            return Task.FromResult<ImageJobStatus?>(null);
        }

        return Task.FromResult(_order.Owner == owner ? Tell() : null);
    }

    public async Task<ImageJobStatus?> CancelAsync(string? owner)
    {
        if (_order?.Owner == owner && _order is not null && !HasEnded)
        {
            End(_status with { State = ImageJobState.Cancelled });
            await _cancellation.CancelAsync();
        }

        return await GetAsync(owner);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        LeavePlace();
        return _cancellation.CancelAsync();
    }

    public void Dispose() => _cancellation.Dispose();

    private static ImageJobStatus Refusal(string code, string message, bool retryable) =>
        new() { State = ImageJobState.Failed, Failure = new(code, null, message, retryable) };

    private void Begin(ImageJobOrder order)
    {
        LeavePlace();
        _cancellation.Dispose();
        (_cancellation, _answered) = (new(), new(TaskCreationOptions.RunContinuationsAsynchronously));
        (_order, _status, _progress) = (order, new() { CreatedAt = time.GetUtcNow(), Note = order.Note }, new(order.Requests.Length));
        DelayDeactivation(LongestRun);
        _ = RunAsync(order);
    }

    private void LeavePlace()
    {
        if (_place is { } place)
            retention.Remove(place);
        _place = null;
    }

    private ImageJobStatus Tell() => HasEnded ? _status : _progress.Tell(_status);

    private void End(ImageJobStatus status)
    {
        // A result that is cancelled or fails twice keeps its first end.
        if (HasEnded)
            return;
        _place = Retention.Keep(retention, 0, time, GrainContext);
        _status = status with { EndedAt = time.GetUtcNow(), ExpiresAt = _place?.ExpiresAt };
        DelayDeactivation(retention.Lifetime);
        _answered.TrySetResult();
    }

    private async Task RunAsync(ImageJobOrder order)
    {
        try
        {
            var ends = await Task.WhenAll(order.Requests.Select((_, index) => FollowAsync(order, index)));
            // When one image fails the others are cancelled; the cause is told, not the consequence.
            var failure = ends.OfType<GenerationFailed>().OrderBy(failed => failed.Code == FailureCodes.Cancelled).FirstOrDefault();
            if (failure is null)
                await CompleteAsync([.. ends.Cast<GenerationCompleted>()]);
            else
                End(_status with { State = ImageJobState.Failed, Failure = failure, Progress = _progress.Tell(_status).Progress });
        }
        catch (Exception exception)
        {
            LogDefect(this.GetPrimaryKeyString(), exception);
            End(_status with { State = ImageJobState.Failed, Failure = new(FailureCodes.Internal, null, "Something unforeseen happened; the node's log has the details.", false) });
        }
        finally
        {
            slots.Free();
            await SettleAsync(order);
        }
    }

    private async Task SettleAsync(ImageJobOrder order)
    {
        if (order.ChargedKey is not { } key)
            return;
        try
        {
            await GrainFactory.GetGrain<IWorkQuotaGrain>(key).SettleAsync(order.Requests[0].Id, _progress.Work);
        }
        catch (Exception exception) when (NodeLoss.IsLoss(exception))
        {
            // The ledger was lost, and the charge with it.
            LogUnsettled(this.GetPrimaryKeyString(), exception.Message);
        }
    }

    private async Task<GenerationEvent> FollowAsync(ImageJobOrder order, int index)
    {
        var (id, request) = order.Requests[index];
        try
        {
            await foreach (var next in GrainFactory.GenerateAsync(id, request, time, Patience, _cancellation.Token))
            {
                _progress.Take(index, next);
                if (_progress.IsAnswered)
                    _answered.TrySetResult();
                Observe(id, next);
                if (next is GenerationFailed)
                    await _cancellation.CancelAsync();
                if (next.IsLast)
                    return next;
            }
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // Somebody cancelled the job, or another image of it failed.
        }

        var cancelled = new GenerationFailed(FailureCodes.Cancelled, null, "The job was cancelled.", false);
        Observe(id, cancelled);
        return cancelled;
    }

    // The work does not wait for it, and pictures are not what observers want.
    private void Observe(string id, GenerationEvent next)
    {
        if (_observer is { } observer)
            _observing = TellAsync(_observing, observer, id, JobProgress.WithoutPictures(next));
    }

    // One after the other: calls that are under way together may arrive in any order.
    private async Task TellAsync(Task before, IImageJobObserver observer, string id, GenerationEvent news)
    {
        await before;
        if (!ReferenceEquals(_observer, observer))
            return;
        try
        {
            await observer.TellAsync(id, news);
        }
        catch (Exception exception)
        {
            // It is gone, and nobody else wants to know; the job goes on.
            _observer = null;
            if (!NodeLoss.IsLoss(exception))
                LogDefect(this.GetPrimaryKeyString(), exception);
        }
    }

    private async Task CompleteAsync(GenerationCompleted[] images)
    {
        var results = images.Select(image => new ImageJobResult(ImageResultId.Create(), image with { Image = [] })).ToArray();
        foreach (var (result, image) in results.Zip(images))
        {
            if (await GrainFactory.GetGrain<IImageResultGrain>(result.Id).KeepAsync(new(image.Image, image.ContentType, default)) is null)
            {
                End(_status with { State = ImageJobState.Failed, Failure = new(FailureCodes.Internal, null, "The image is larger than the node keeps images for; ask for it without a job.", false) });
                return;
            }
        }

        End(_status with { State = ImageJobState.Completed, Progress = 1, Results = [.. results] });
    }
}

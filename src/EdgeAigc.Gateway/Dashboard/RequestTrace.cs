using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>Follows one request for the log. Not for several threads at once.</summary>
internal sealed class RequestTrace(RequestLog log, RequestReply request, TimeProvider time)
{
    private const string Waiting = "waiting";
    private const int MaxStages = 40;

    private readonly long _start = time.GetTimestamp();
    private RequestReply _request = request;

    /// <summary>Takes an event of the request.</summary>
    public void Note(GenerationEvent next)
    {
        var updated = next switch
        {
            GenerationJoined => At(_request, "joined"),
            GenerationQueued queued => Wait(queued),
            GenerationAccepted accepted => Accept(accepted),
            ModelLoading => At(_request, "loading"),
            DenoisingStarted started => At(_request, "denoising") with { Steps = started.Steps },
            DenoisingStep step => _request with { StepsDone = step.Step, Steps = step.Steps },
            ImagePart => At(_request, "delivering"),
            GenerationCompleted completed => Complete(completed),
            GenerationFailed failed => At(_request, "failed") with { Outcome = failed.Code },
            _ => _request,
        };
        Update(updated);
    }

    /// <summary>Nobody listens any more; a request that has no end yet is cancelled by that.</summary>
    public void End()
    {
        if (_request.Outcome == RequestReply.Running)
            Update(At(_request, "cancelled") with { Outcome = FailureCodes.Cancelled });
    }

    // Told again and again while it waits; each other place in the queue is a stage, as far as there is room for them.
    private RequestReply Wait(GenerationQueued queued)
    {
        var stage = new StageReply(Waiting, Milliseconds(time.GetElapsedTime(_start))) { QueuePosition = queued.Waiting };
        var stages = _request.Stages is [.., { Name: Waiting } last] && (last.QueuePosition == queued.Waiting || _request.Stages.Count >= MaxStages)
            ? [.. _request.Stages.SkipLast(1), last with { QueuePosition = queued.Waiting }]
            : (IReadOnlyList<StageReply>)[.. _request.Stages, stage];
        return _request with { Model = queued.Model, QueuePosition = queued.Waiting, Stages = stages };
    }

    private RequestReply Accept(GenerationAccepted accepted) => At(_request, "accepted") with
    {
        Model = accepted.Model,
        Node = accepted.Node,
        Steps = accepted.Promise?.Steps,
        StepsDone = 0,
        PromisedMs = accepted.Promise is { } promise ? Milliseconds(promise.Finish) : null,
        Quality = accepted.Promise?.Quality,
        Offers = OfferReply.Of(accepted),
    };

    private RequestReply Complete(GenerationCompleted completed)
    {
        var timings = completed.Timings;
        return At(_request, "completed") with
        {
            Outcome = "completed",
            Node = completed.Node,
            Steps = completed.Steps,
            StepsDone = completed.Steps,
            ActualMs = Milliseconds(completed.Finish),
            Quality = completed.QualityEstimate,
            Spent =
            [
                new("queued", Milliseconds(timings.Queued)), new("loading", Milliseconds(timings.Loading)),
                new("encoding", Milliseconds(timings.Encoding)), new("denoising", Milliseconds(timings.Denoising)),
                new("decoding", Milliseconds(timings.Decoding)), new("delivering", Milliseconds(timings.Delivering)),
            ],
        };
    }

    // A stage that comes again, such as the next part of the image, began when it came first.
    private RequestReply At(RequestReply request, string stage) => request.Stages is [.., { Name: var last }] && last == stage
        ? request
        : request with { QueuePosition = null, Stages = [.. request.Stages, new(stage, Milliseconds(time.GetElapsedTime(_start)))] };

    private void Update(RequestReply updated)
    {
        if (ReferenceEquals(updated, _request))
            return;
        _request = updated;
        log.Update(updated);
    }

    private static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 1);
}

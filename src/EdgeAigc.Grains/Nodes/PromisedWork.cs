using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Delivery;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Telemetry;
using ModelLoading = EdgeAigc.Contracts.Generation.ModelLoading;

namespace EdgeAigc.Grains.Nodes;

/// <summary>Keeps a promise: runs its job with its due time, sends the image at its rate, and compares.</summary>
internal sealed class PromisedWork(
    IDenoisingEngine engine, NodeNegotiator negotiator, PromiseBook promises, NodeCoordination coordination, EgressLink link, NodeMetrics metrics, TimeProvider time)
{
    public async Task RunAsync(
        Commitment commitment, GenerationRequest request, string node, Action<GenerationEvent> tell, CancellationToken cancellationToken)
    {
        using var span = Spans.Start(TelemetryNames.ServeSpan, commitment.Bid.Model);
        span?.SetTag(TelemetryNames.Node, node).SetTag(TelemetryNames.Promise, commitment.Bid.Id)
            .SetTag(TelemetryNames.Steps, commitment.Steps).SetTag(TelemetryNames.PromisedSeconds, commitment.Offer.FinishSeconds);
        try
        {
            var job = JobMapping.ToJob(request) with
            {
                Steps = commitment.Steps,
                StepsAtBegin = () => commitment.Steps,
                // A promise that was accepted late is due already; the engine wants some time.
                Deadline = TimeSpan.FromSeconds(Math.Max(0.001, commitment.Due - negotiator.Now)),
            };
            var outcome = await engine.RunAsync(job, progress => Follow(progress, commitment, node, tell), cancellationToken);
            span.Fail(outcome.Fault is { } fault ? JobMapping.ToCode(fault.Code) : null);
            tell(outcome.Completed
                ? await DeliverAsync(commitment, job, outcome.Image, node, tell, cancellationToken)
                : JobMapping.ToFailed(outcome.Fault));
        }
        finally
        {
            negotiator.End(commitment);
        }
    }

    private async Task<GenerationCompleted> DeliverAsync(
        Commitment commitment, DenoisingJob job, GeneratedImage image, string node, Action<GenerationEvent> tell, CancellationToken cancellationToken)
    {
        negotiator.NoteReady(commitment, image, job);
        var began = time.GetTimestamp();
        var left = commitment.Arrival + commitment.Offer.FinishSeconds - negotiator.Now;
        using (Spans.Start(TelemetryNames.Deliver, job.Model))
            await PacedImage.SendAsync(image.Bytes, commitment, left, link, tell, cancellationToken);
        var delivering = time.GetElapsedTime(began);
        var finish = TimeSpan.FromSeconds(negotiator.Now - commitment.Arrival);
        coordination.NoteServed(job.Model);
        promises.Note(commitment, image.Timings, delivering, finish);
        var offer = commitment.Offer;
        var quality = engine.Models.FirstOrDefault(model => model.Name == job.Model)?.Curves?.Quality.Curve.At(image.Steps);
        metrics.Delivered(job.Model, image, delivering, quality);
        return JobMapping.ToCompleted(job, image, node, delivering) with
        {
            Promise = new(offer.Steps, offer.Quality, TimeSpan.FromSeconds(offer.FinishSeconds)),
            QualityEstimate = quality,
            Finish = finish,
        };
    }

    // On the device's thread; a promise takes these from any.
    private void Follow(JobProgress progress, Commitment commitment, string node, Action<GenerationEvent> tell)
    {
        if (progress is JobStarted started)
            commitment.Begin(started.Steps);
        else if (progress is StepDone done)
            commitment.Step((int)((long)commitment.Steps * (done.Steps - done.Step) / done.Steps));
        var next = JobMapping.ToEvent(progress);
        tell(next is ModelLoading loading ? coordination.Complete(loading, node, commitment) : next);
    }
}

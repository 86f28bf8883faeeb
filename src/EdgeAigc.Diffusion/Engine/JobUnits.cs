using EdgeAigc.Core.Batching;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Residency;
using EdgeAigc.Diffusion.Telemetry;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Takes up jobs and makes the steps of batches. Whatever goes wrong is the fault of one job and no other's.</summary>
/// <param name="board">The jobs.</param>
/// <param name="checks">Checks jobs again once their model is known.</param>
/// <param name="news">Tells callers.</param>
/// <param name="pictures">Makes previews.</param>
/// <param name="metrics">Takes the sizes of batches.</param>
/// <param name="device">The device, as people call it.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
internal sealed partial class JobUnits(
    JobBoard board, JobChecks checks, JobNews news, PictureUnits pictures, EngineMetrics metrics, string device, TimeProvider time, ILogger logger)
{
    private readonly List<DenoisingState> _states = [];
    private readonly List<DenoisingState> _alone = [];

    /// <summary>Tells a job whose model is not there what it waits for, or that it waits in vain.</summary>
    public void WaitForModel(QueuedJob job, ModelState state, ModelFetchProgress? progress, Exception? failure)
    {
        if (failure is not null)
        {
            board.End(job, JobOutcome.FromFault(EngineFaults.LoadFailed(job.Model.Name, failure)));
            return;
        }

        if (state is not (ModelState.Loading or ModelState.Fetching))
            return;
        var next = new ModelLoading(job.Model.Name)
        {
            IsFetching = state == ModelState.Fetching,
            Source = progress?.Source ?? "",
            Fraction = progress?.Fraction ?? 0,
        };
        if (next == job.Loading)
            return;
        job.Clock.Spent(job.WaitPhase);
        if (job.Loading is null)
            job.Trace.Enter(TelemetryNames.Load);
        job.Loading = next;
        news.Report(job, next);
    }

    /// <summary>Encodes the texts and draws the initial noise.</summary>
    public void Begin(QueuedJob job, LoadedModel model)
    {
        job.Clock.Spent(job.WaitPhase);
        job.Trace.Enter(TelemetryNames.Encode);
        if (model.Pipeline.FixedSize is { } size)
            checks.NoteFixedSize(job.Model.Name, size);
        var stated = job.Job.StepsAtBegin is { } steps ? job.Job with { Steps = steps() } : job.Job;
        if (checks.Resolve(stated, out var fault) is not { } resolved)
        {
            board.End(job, JobOutcome.FromFault(fault!));
            return;
        }

        job.Resolved = resolved with { InitialPlanes = InitialPlanes(job, resolved) };
        news.Report(job, new JobStarted(device, resolved.Steps, resolved.Guidance, resolved.Width, resolved.Height, job.Clock.Timings.Queued));
        if (job.IsEnded || job.Cancellation.IsCancellationRequested || board.IsClosed)
            return;
        try
        {
            job.State = model.Pipeline.Begin(job.Resolved);
            if (job.Job.PreviewEvery is not null)
                job.State.Denoised = new float[job.State.Latents.Length];
            board.Moved(job, job.State.EvaluationsLeft);
            job.Clock.Spent(JobPhase.Encoding);
            job.Trace.Enter(TelemetryNames.Denoise, job.State.Steps);
        }
        catch (Exception exception)
        {
            news.Fail(job, exception);
        }
    }

    /// <summary>The picture to start from was read for the size that was known then; loading may have shown another one.</summary>
    private static float[]? InitialPlanes(QueuedJob job, ResolvedJob resolved) =>
        job.Job.InitialImage is not { } file || (job.Resolved.Width, job.Resolved.Height) == (resolved.Width, resolved.Height)
            ? job.Resolved.InitialPlanes
            : ImageReader.TryRead(file, new(resolved.Width, resolved.Height), nameof(DenoisingJob.InitialImage), out _);

    /// <summary>One evaluation of the network for every job of a batch.</summary>
    public void Advance(List<QueuedJob> batch, LoadedModel model, StepTimes times)
    {
        _states.Clear();
        var rows = 0;
        foreach (var job in batch)
        {
            job.Clock.Spent(JobPhase.Queued);
            _states.Add(job.State!);
            rows += job.State!.Rows;
        }

        var start = time.GetTimestamp();
        try
        {
            model.Pipeline.Advance(_states);
            times.Observe(rows, time.GetElapsedTime(start).TotalSeconds);
            metrics.Advanced(model.Folder.Name, batch.Count);
        }
        catch (Exception exception) when (batch.Count > 1)
        {
            LogBatchFailed(exception, model.Folder.Name, batch.Count);
            AdvanceOneByOne(batch, model);
        }
        catch (Exception exception)
        {
            news.Fail(batch[0], exception);
        }

        foreach (var job in batch)
        {
            job.JobsInBatches += batch.Count;
            AfterStep(job, model);
        }
    }

    /// <summary>A batch failed as a whole: each of its jobs, none of which has moved, is tried alone, so that only the guilty ones fail.</summary>
    private void AdvanceOneByOne(List<QueuedJob> batch, LoadedModel model)
    {
        foreach (var job in batch)
        {
            _alone.Clear();
            _alone.Add(job.State!);
            try
            {
                model.Pipeline.Advance(_alone);
            }
            catch (Exception exception)
            {
                news.Fail(job, exception);
            }
        }
    }

    private void AfterStep(QueuedJob job, LoadedModel model)
    {
        if (job.IsEnded)
            return;
        var state = job.State!;
        job.Clock.Spent(JobPhase.Denoising);
        board.Moved(job, state.EvaluationsLeft);
        if (state.Failure is { } failure)
        {
            news.Fail(job, failure);
            return;
        }

        // Some schedulers evaluate the network more than once for a step.
        if (state.StepsDone == job.StepsReported)
            return;
        job.StepsReported = state.StepsDone;
        news.Report(job, new StepDone(state.StepsDone, state.Steps, pictures.PreviewOf(job, model)));
    }
}

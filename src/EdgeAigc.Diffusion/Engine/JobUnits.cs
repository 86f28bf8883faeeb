using EdgeAigc.Core.Batching;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Residency;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>The units of the device's work: taking up a job, a step of a batch, completing a picture. Whatever goes wrong is the
/// fault of one job and no other's.</summary>
/// <param name="board">The jobs.</param>
/// <param name="checks">Checks jobs again once their model is known.</param>
/// <param name="device">The device, as people call it.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
internal sealed partial class JobUnits(JobBoard board, JobChecks checks, string device, TimeProvider time, ILogger logger)
{
    private readonly List<DenoisingState> _states = [];
    private readonly List<DenoisingState> _alone = [];
    private int _finishing;

    /// <summary>Whether files are still being made.</summary>
    public bool IsFinishing => Volatile.Read(ref _finishing) > 0;

    /// <summary>Tells a job whose model is not there what it waits for, or that it waits in vain.</summary>
    public void WaitForModel(QueuedJob job, ModelState state, Exception? failure)
    {
        if (failure is not null)
        {
            board.End(job, JobOutcome.FromFault(EngineFaults.LoadFailed(job.Model.Name, failure)));
        }
        else if (state == ModelState.Loading && !job.HeardOfLoading)
        {
            job.HeardOfLoading = true;
            job.Clock.Spent(JobPhase.Queued);
            Report(job, new ModelLoading(job.Model.Name));
        }
    }

    /// <summary>Encodes the texts and draws the initial noise.</summary>
    public void Begin(QueuedJob job, LoadedModel model)
    {
        job.Clock.Spent(job.HeardOfLoading ? JobPhase.Loading : JobPhase.Queued);
        if (model.Pipeline.FixedSize is { } size)
            checks.NoteFixedSize(job.Model.Name, size);
        if (checks.Resolve(job.Job, out var fault) is not { } resolved)
        {
            board.End(job, JobOutcome.FromFault(fault!));
            return;
        }

        job.Resolved = resolved with { InitialPlanes = job.Resolved.InitialPlanes };
        Report(job, new JobStarted(device, resolved.Steps, resolved.Guidance, resolved.Width, resolved.Height, job.Clock.Timings.Queued));
        if (job.IsEnded || job.Cancellation.IsCancellationRequested || board.IsClosed)
            return;
        try
        {
            job.State = model.Pipeline.Begin(job.Resolved);
            if (job.Job.PreviewEvery is not null)
                job.State.Denoised = new float[job.State.Latents.Length];
            board.Moved(job, job.State.EvaluationsLeft);
            job.Clock.Spent(JobPhase.Encoding);
        }
        catch (Exception exception)
        {
            Fail(job, exception);
        }
    }

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
        }
        catch (Exception exception) when (batch.Count > 1)
        {
            LogBatchFailed(exception, model.Folder.Name, batch.Count);
            AdvanceOneByOne(batch, model);
        }
        catch (Exception exception)
        {
            Fail(batch[0], exception);
        }

        foreach (var job in batch)
            AfterStep(job, model);
    }

    /// <summary>Decodes the picture. Its file is made on another thread, while the device goes on.</summary>
    public void Complete(QueuedJob job, LoadedModel model)
    {
        job.Clock.Spent(JobPhase.Queued);
        var start = time.GetTimestamp();
        try
        {
            var planes = model.Pipeline.Decode(job.State!, job.State!.Latents);
            model.DecodeTimes.Observe(1, time.GetElapsedTime(start).TotalSeconds);
            job.IsFinishing = true;
            Interlocked.Increment(ref _finishing);
            ThreadPool.UnsafeQueueUserWorkItem(_ => Finish(job, model, planes), null);
        }
        catch (Exception exception)
        {
            Fail(job, exception);
        }
    }

    private void Finish(QueuedJob job, LoadedModel model, float[] planes)
    {
        try
        {
            var state = job.State!;
            var finished = model.Output.Finish(state.Job, planes);
            job.Clock.Spent(JobPhase.Decoding);
            if (finished.Warning is { } warning)
                state.Warnings.Add(warning);
            board.End(job, JobOutcome.FromImage(new(
                finished.File.Bytes,
                finished.File.MediaType,
                finished.File.Width,
                finished.File.Height,
                state.Steps,
                state.Job.Guidance,
                state.Job.Model.SchedulerClass,
                device,
                job.Clock.Timings,
                state.Warnings,
                finished.Flagged)));
        }
        catch (Exception exception)
        {
            Fail(job, exception);
        }
        finally
        {
            Interlocked.Decrement(ref _finishing);
            board.Signal();
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
                Fail(job, exception);
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
            Fail(job, failure);
            return;
        }

        // Some schedulers evaluate the network more than once for a step.
        if (state.StepsDone == job.StepsReported)
            return;
        job.StepsReported = state.StepsDone;
        Report(job, new StepDone(state.StepsDone, state.Steps, PreviewOf(job, model)));
    }

    private byte[]? PreviewOf(QueuedJob job, LoadedModel model)
    {
        var state = job.State!;
        if (job.Job.PreviewEvery is not { } every || state.IsDone || state.StepsDone % every != 0)
            return null;
        try
        {
            return model.Output.Preview(state.Job, model.Pipeline.Decode(state, state.Denoised));
        }
        catch (Exception exception)
        {
            Fail(job, exception);
            return null;
        }
        finally
        {
            job.Clock.Spent(JobPhase.Decoding);
        }
    }

    private void Report(QueuedJob job, JobProgress progress)
    {
        try
        {
            if (!job.IsEnded)
                job.Report(progress);
        }
        catch (Exception exception)
        {
            Fail(job, exception);
        }
    }

    private void Fail(QueuedJob job, Exception exception)
    {
        LogJobFailed(exception, job.Model.Name);
        board.End(job, JobOutcome.FromFault(EngineFaults.Failed(job.Model.Name, exception)));
    }
}

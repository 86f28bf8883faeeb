using EdgeAigc.Core.Telemetry;
using EdgeAigc.Diffusion.Residency;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Makes pictures out of latents: decoding on the device thread, filter and file on others.</summary>
/// <param name="board">The jobs.</param>
/// <param name="news">Tells callers.</param>
/// <param name="device">The device, as people call it.</param>
/// <param name="time">Clock.</param>
internal sealed class PictureUnits(JobBoard board, JobNews news, string device, TimeProvider time)
{
    private int _finishing;

    /// <summary>Whether files are still being made.</summary>
    public bool IsFinishing => Volatile.Read(ref _finishing) > 0;

    /// <summary>Decodes the picture. Its file is made on another thread, while the device goes on.</summary>
    public void Complete(QueuedJob job, LoadedModel model)
    {
        job.Clock.Spent(JobPhase.Queued);
        job.Trace.Enter(TelemetryNames.Decode);
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
            news.Fail(job, exception);
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
                job.Clock.Timings with { JobsPerStep = (double)job.JobsInBatches / Math.Max(1, state.Evaluation - state.FirstEvaluation) },
                state.Warnings,
                finished.Flagged)));
        }
        catch (Exception exception)
        {
            news.Fail(job, exception);
        }
        finally
        {
            Interlocked.Decrement(ref _finishing);
            board.Signal();
        }
    }

    /// <summary>What the network saw of the picture in the last step, as a file, when the job wants it now; else null.</summary>
    public byte[]? PreviewOf(QueuedJob job, LoadedModel model)
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
            news.Fail(job, exception);
            return null;
        }
        finally
        {
            job.Clock.Spent(JobPhase.Decoding);
        }
    }
}

using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Runs one job at a time on the thread that calls it, and keeps the models it has loaded.</summary>
/// <param name="sessions">Opens models on the device.</param>
/// <param name="checks">The checks, which learn the sizes of loaded models.</param>
/// <param name="time">Clock.</param>
/// <param name="logger">Log.</param>
internal sealed partial class JobRunner(OnnxSessions sessions, JobChecks checks, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Dictionary<string, (IDiffusionPipeline Pipeline, OutputStage Output)> _loaded = new(StringComparer.Ordinal);

    /// <summary>Runs a job to its outcome. Whatever goes wrong is this job's fault and no other's.</summary>
    /// <param name="queued">The job.</param>
    /// <param name="stepDone">Called for each step that is done.</param>
    /// <param name="stopping">Signalled when the engine shuts down.</param>
    /// <exception cref="OperationCanceledException">The job's own token was signalled.</exception>
    public JobOutcome Run(QueuedJob queued, Action<QueuedJob> stepDone, CancellationToken stopping)
    {
        var model = queued.Resolved.Model.Name;
        try
        {
            return RunSteps(queued, stepDone, stopping);
        }
        catch (OperationCanceledException) when (queued.Cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return JobOutcome.FromFault(EngineFaults.Stopping);
        }
        catch (ModelException exception)
        {
            LogLoadFailed(model, exception.Message);
            return JobOutcome.FromFault(new(JobFaultCode.ModelUnusable, nameof(DenoisingJob.Model), exception.Message));
        }
        catch (Exception exception)
        {
            LogJobFailed(exception, model);
            return JobOutcome.FromFault(new(JobFaultCode.InferenceFailed, null, $"Model '{model}' failed. {exception.Message}"));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (pipeline, output) in _loaded.Values)
        {
            pipeline.Dispose();
            output.Dispose();
        }

        _loaded.Clear();
    }

    private JobOutcome RunSteps(QueuedJob queued, Action<QueuedJob> stepDone, CancellationToken stopping)
    {
        var clock = new PhaseClock(time, queued.QueuedAt);
        var waited = clock.Next();
        var job = queued.Resolved;
        ThrowIfStopped();
        queued.Report(new JobStarted(sessions.Device, job.Steps, job.Guidance, job.Width, job.Height, waited));

        var (pipeline, output) = PipelineOf(queued);
        if (checks.Resolve(queued.Job, out var fault) is not { } sized)
            return JobOutcome.FromFault(fault!);
        job = sized;
        var loading = clock.Next();
        ThrowIfStopped();

        using var state = pipeline.Begin(job);
        var encoding = clock.Next();
        while (!state.IsDone)
        {
            ThrowIfStopped();
            pipeline.Advance(state);
            stepDone(queued);
            queued.Report(new StepDone(state.StepsDone, job.Steps));
        }

        var denoising = clock.Next();
        ThrowIfStopped();
        var finished = output.Finish(job, pipeline.Decode(state));
        return JobOutcome.FromImage(new(
            finished.File.Bytes,
            finished.File.MediaType,
            finished.File.Width,
            finished.File.Height,
            job.Steps,
            job.Guidance,
            job.Model.SchedulerClass,
            sessions.Device,
            new(waited, loading, encoding, denoising, clock.Next()),
            finished.Warning is { } warning ? [.. state.Warnings, warning] : state.Warnings,
            finished.Flagged));

        void ThrowIfStopped()
        {
            queued.Cancellation.ThrowIfCancellationRequested();
            stopping.ThrowIfCancellationRequested();
        }
    }

    private (IDiffusionPipeline Pipeline, OutputStage Output) PipelineOf(QueuedJob queued)
    {
        var model = queued.Resolved.Model;
        if (_loaded.TryGetValue(model.Name, out var loaded))
            return loaded;
        queued.Report(new ModelLoading(model.Name));
        var start = time.GetTimestamp();
        var output = OutputStage.Open(model, sessions);
        var pipeline = LoadPipeline(model, output);
        _loaded.Add(model.Name, (pipeline, output));
        if (pipeline.FixedSize is { } size)
            checks.NoteFixedSize(model.Name, size);
        var elapsed = time.GetElapsedTime(start);
        LogLoaded(model.Name, model.WeightBytes, elapsed.TotalMilliseconds);
        return (pipeline, output);
    }

    private IDiffusionPipeline LoadPipeline(ModelFolder model, OutputStage output)
    {
        try
        {
            return PipelineFactory.Load(model, sessions);
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }
}

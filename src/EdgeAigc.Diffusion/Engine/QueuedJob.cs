using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Telemetry;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>An accepted job until its outcome is known.</summary>
/// <param name="job">The job as it was stated.</param>
/// <param name="resolved">The job with its defaults.</param>
/// <param name="progress">Takes the progress, or null.</param>
/// <param name="clock">Measures its time; started when it was accepted.</param>
/// <param name="trace">Tells its phases to who traces it.</param>
/// <param name="cancellation">The caller's token.</param>
internal sealed class QueuedJob(
    DenoisingJob job, ResolvedJob resolved, Action<JobProgress>? progress, JobClock clock, JobTrace trace, CancellationToken cancellation)
{
    /// <summary>The job as it was stated.</summary>
    public DenoisingJob Job { get; } = job;

    /// <summary>The job with its defaults; they are completed once its model is loaded.</summary>
    public ResolvedJob Resolved { get; set; } = resolved;

    /// <summary>Its model.</summary>
    public ModelFolder Model => Resolved.Model;

    /// <summary>Where its time goes.</summary>
    public JobClock Clock { get; } = clock;

    /// <summary>Tells its phases to who traces it.</summary>
    public JobTrace Trace { get; } = trace;

    /// <summary>The caller's token.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Its place on the board; null when it is not there. Guarded by the board.</summary>
    public LinkedListNode<QueuedJob>? Place { get; set; }

    /// <summary>Place in the order of arrival.</summary>
    public long Order { get; set; }

    /// <summary>Whether the device is at it now. Guarded by the board.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether it waits for the device to take it up. Guarded by the board.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Whether its outcome is known.</summary>
    public bool IsEnded => Place is null;

    /// <summary>Steps that its caller heard of.</summary>
    public int StepsReported { get; set; }

    /// <summary>Sum over its evaluations of the jobs that shared the batch. The device thread's own.</summary>
    public long JobsInBatches { get; set; }

    /// <summary>Evaluations of the network that are not done yet. Guarded by the board.</summary>
    public int StepsLeft { get; set; } = resolved.Steps;

    /// <summary>Its latents; null until the device takes it up. The device thread's own.</summary>
    public DenoisingState? State { get; set; }

    /// <summary>Whether the device is done with it and its file is being made; it cannot be cancelled any more.</summary>
    public bool IsFinishing { get; set; }

    /// <summary>What its caller last heard of the model that it waits for; null before anything.</summary>
    public ModelLoading? Loading { get; set; }

    /// <summary>What it spends its time on until the device takes it up.</summary>
    public JobPhase WaitPhase => Loading switch { null => JobPhase.Queued, { IsFetching: true } => JobPhase.Fetching, _ => JobPhase.Loading };

    /// <summary>Takes the outcome; who awaits it does not run on the device thread.</summary>
    public TaskCompletionSource<JobOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells the caller what happens.</summary>
    public void Report(JobProgress what) => progress?.Invoke(what);
}

namespace EdgeAigc.Diffusion.Engine;

/// <summary>An accepted job until its outcome is known.</summary>
/// <param name="job">The job as it was stated.</param>
/// <param name="resolved">The job with its defaults.</param>
/// <param name="progress">Takes the progress, or null.</param>
/// <param name="queuedAt">When it was accepted, as the clock's timestamp.</param>
/// <param name="cancellation">The caller's token.</param>
internal sealed class QueuedJob(
    DenoisingJob job, ResolvedJob resolved, Action<JobProgress>? progress, long queuedAt, CancellationToken cancellation)
{
    /// <summary>The job as it was stated.</summary>
    public DenoisingJob Job { get; } = job;

    /// <summary>The job with its defaults, as they were known when it was accepted.</summary>
    public ResolvedJob Resolved { get; } = resolved;

    /// <summary>When it was accepted.</summary>
    public long QueuedAt { get; } = queuedAt;

    /// <summary>The caller's token.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Denoising steps that are not done yet.</summary>
    public int StepsLeft { get; set; } = resolved.Steps;

    /// <summary>Takes the outcome; who awaits it does not run on the device thread.</summary>
    public TaskCompletionSource<JobOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells the caller what happens.</summary>
    public void Report(JobProgress what) => progress?.Invoke(what);
}

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Refusals that have nothing to do with the job.</summary>
internal static class EngineFaults
{
    /// <summary>The engine shuts down.</summary>
    public static JobFault Stopping { get; } =
        new(JobFaultCode.EngineStopping, null, "The engine is shutting down; send the job to another node.", Retryable: true);

    /// <summary>The queue is full.</summary>
    public static JobFault QueueFull(int capacity) => new(
        JobFaultCode.QueueFull,
        null,
        $"{capacity} jobs wait already ({nameof(EngineOptions.MaxQueuedJobs)}); try again later or on another node.",
        Retryable: true);
}

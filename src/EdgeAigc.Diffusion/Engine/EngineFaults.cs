using EdgeAigc.Diffusion.Models;

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

    /// <summary>A model could not be loaded.</summary>
    public static JobFault LoadFailed(string model, Exception failure) => failure is ModelException
        ? new(JobFaultCode.ModelUnusable, nameof(DenoisingJob.Model), failure.Message)
        : Failed(model, failure);

    /// <summary>Something failed while a job ran.</summary>
    public static JobFault Failed(string model, Exception failure) =>
        new(JobFaultCode.InferenceFailed, null, $"Model '{model}' failed. {failure.Message}");

    /// <summary>A model does not fit into memory, whatever else is there.</summary>
    public static JobFault TooLarge(string model, long bytes, long budget) => new(
        JobFaultCode.ModelTooLarge,
        nameof(DenoisingJob.Model),
        $"Model '{model}' needs {bytes} bytes and this node has {budget} for models ({nameof(EngineOptions.MemoryMebibytes)}); send the job to "
        + "a larger node, or raise the setting.",
        Retryable: true);
}

namespace EdgeAigc.Diffusion.Engine;

/// <summary>Why a job gave no picture.</summary>
public enum JobFaultCode
{
    /// <summary>A value of the job is out of range; <see cref="JobFault.Parameter"/> names it.</summary>
    InvalidParameter,

    /// <summary>The engine has no model of that name.</summary>
    UnknownModel,

    /// <summary>The model's folder is incomplete, damaged or of a kind that is not supported.</summary>
    ModelUnusable,

    /// <summary>The model alone needs more memory than the node has for models.</summary>
    ModelTooLarge,

    /// <summary>The queue is at its limit; try again later or elsewhere.</summary>
    QueueFull,

    /// <summary>The engine is shutting down; try elsewhere.</summary>
    EngineStopping,

    /// <summary>A model failed while running, or its result is not a number.</summary>
    InferenceFailed,
}

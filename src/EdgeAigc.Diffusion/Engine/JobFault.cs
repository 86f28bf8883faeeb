namespace EdgeAigc.Diffusion.Engine;

/// <summary>An expected refusal or failure, as a value.</summary>
/// <param name="Code">The kind of fault.</param>
/// <param name="Parameter">The member of <see cref="DenoisingJob"/> at fault, by its name; null when none is.</param>
/// <param name="Message">The thing, its value and the way out, for a person to read.</param>
/// <param name="Retryable">Whether the same job may succeed later or on another node.</param>
public sealed record JobFault(JobFaultCode Code, string? Parameter, string Message, bool Retryable = false);

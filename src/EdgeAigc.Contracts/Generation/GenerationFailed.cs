namespace EdgeAigc.Contracts.Generation;

/// <summary>The request ends without an image.</summary>
/// <param name="Code">One of <see cref="FailureCodes"/>; stable, for programs.</param>
/// <param name="Parameter">Member of <see cref="GenerationRequest"/> at fault, or null.</param>
/// <param name="Message">What is wrong, the value at fault and the way out; for people.</param>
/// <param name="Retryable">Whether the same request may succeed later.</param>
/// <param name="Possible">What could be had instead, when the request asked for more than there is.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationFailed")]
public sealed record GenerationFailed(
    [property: Id(0)] string Code,
    [property: Id(1)] string? Parameter,
    [property: Id(2)] string Message,
    [property: Id(3)] bool Retryable,
    [property: Id(4)] PossibleService? Possible = null) : GenerationEvent
{
    /// <inheritdoc/>
    public override bool IsLast => true;
}

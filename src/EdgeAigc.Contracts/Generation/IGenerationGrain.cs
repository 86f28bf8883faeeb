namespace EdgeAigc.Contracts.Generation;

/// <summary>One request for an image; the key is the request id, chosen by the caller.</summary>
[Alias("edgeaigc.IGenerationGrain"), GrainInterfaceType("edgeaigc.generation")]
public interface IGenerationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Starts the request, or joins it if this id was started before, and tells its events from the first to the last.
    /// </summary>
    /// <param name="request">The request; under one id always the same, else the stream is one
    /// <see cref="GenerationFailed"/> with <see cref="FailureCodes.RequestConflict"/>.</param>
    /// <param name="cancellationToken">Leaves the stream. When the last listener has left, the work stops at the next
    /// denoising step.</param>
    /// <returns>Events in order; failures are events too, not exceptions.</returns>
    [Alias("Generate")]
    IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default);
}

namespace EdgeAigc.Contracts.Generation;

/// <summary>
/// One piece of news about a request. A stream of events is <see cref="GenerationJoined"/> where the request was sent before,
/// <see cref="GenerationQueued"/> while it has to wait for an offer,
/// <see cref="GenerationAccepted"/>, then
/// <see cref="ModelLoading"/> if the model was cold, <see cref="DenoisingStarted"/>, one <see cref="DenoisingStep"/> a
/// step, <see cref="ImagePart"/> events, and exactly one last event: <see cref="GenerationCompleted"/> or <see cref="GenerationFailed"/>.
/// When a node is lost on the way, the sequence starts again with another <see cref="GenerationAccepted"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationEvent")]
public abstract record GenerationEvent
{
    /// <summary>Whether no event follows this one.</summary>
    public virtual bool IsLast => false;
}

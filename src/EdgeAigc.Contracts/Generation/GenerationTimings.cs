namespace EdgeAigc.Contracts.Generation;

/// <summary>Where the time of a request went on its node. What a caller waited beyond the sum was routing and delivery.</summary>
/// <param name="Queued">From the node's acceptance to its turn on the device.</param>
/// <param name="Loading">Loading the model; zero when it was resident.</param>
/// <param name="Encoding">Tokenizer and text encoder.</param>
/// <param name="Denoising">All denoising steps.</param>
/// <param name="Decoding">Latent decoder and image file encoding.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationTimings")]
public sealed record GenerationTimings(
    [property: Id(0)] TimeSpan Queued,
    [property: Id(1)] TimeSpan Loading,
    [property: Id(2)] TimeSpan Encoding,
    [property: Id(3)] TimeSpan Denoising,
    [property: Id(4)] TimeSpan Decoding)
{
    /// <summary>Sending the image, paced by the node's link.</summary>
    [Id(5)] public TimeSpan Delivering { get; init; }

    /// <summary>Sum of all parts.</summary>
    public TimeSpan Total => Queued + Loading + Encoding + Denoising + Decoding + Delivering;
}

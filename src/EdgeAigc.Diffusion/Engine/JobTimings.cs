namespace EdgeAigc.Diffusion.Engine;

/// <summary>Where a job's time went.</summary>
/// <param name="Queued">From acceptance until the device took it up.</param>
/// <param name="Loading">Loading the model; zero when it was loaded already.</param>
/// <param name="Encoding">Tokenizer and text encoder.</param>
/// <param name="Denoising">All denoising steps.</param>
/// <param name="Decoding">VAE decoder and PNG.</param>
public sealed record JobTimings(TimeSpan Queued, TimeSpan Loading, TimeSpan Encoding, TimeSpan Denoising, TimeSpan Decoding)
{
    /// <summary>The part of <see cref="Loading"/> in which the model's files were fetched.</summary>
    public TimeSpan Fetching { get; init; }

    /// <summary>Jobs that shared an evaluation of the network with it, itself included, on average.</summary>
    public double JobsPerStep { get; init; } = 1;
}

using EdgeAigc.Diffusion.Images;

namespace EdgeAigc.Diffusion.Engine;

/// <summary>One text-to-image request as the caller states it; what is left null takes the model's default.</summary>
public sealed record DenoisingJob
{
    /// <summary>Name of the model, as in <see cref="Models.ModelFolder.Name"/>.</summary>
    public required string Model { get; init; }

    /// <summary>What the picture shows. Not empty; text beyond the tokenizer's window is cut off with a warning.</summary>
    public required string Prompt { get; init; }

    /// <summary>What the picture should not show; null and empty differ in SDXL alone, which takes
    /// zeros for null. Without effect when guidance is at most 1.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Denoising steps, from 1 to the number of timesteps the model was trained with.</summary>
    public int? Steps { get; init; }

    /// <summary>Asked when the device begins with the job, on its thread: the denoising steps to make instead of <see cref="Steps"/>. Null keeps
    /// these.</summary>
    public Func<int>? StepsAtBegin { get; init; }

    /// <summary>Seed of the initial noise; the same job with the same seed gives the same bytes on the same device.</summary>
    public long Seed { get; init; }

    /// <summary>Classifier-free guidance scale w in <c>neg + w·(pos − neg)</c>; at most 1 switches guidance off and halves the
    /// work.</summary>
    public double? Guidance { get; init; }

    /// <summary>Width of the picture in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the picture in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Time from acceptance within which the picture is wanted; null when it may take its time. Jobs with the least slack are
    /// served first, and a batch does not grow at the price of a deadline. A job that is late is still finished.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Sends along every n-th step what the network sees of the picture by then; null for none. Costs a decoding each.</summary>
    public int? PreviewEvery { get; init; }

    /// <summary>A PNG, JPEG or WebP file to start from instead of noise; scaled to the size of the picture. Only for models with an
    /// encoder.</summary>
    public byte[]? InitialImage { get; init; }

    /// <summary>How much of <see cref="InitialImage"/> is drawn anew, from 0 to 1: that share of the steps is done. Null takes the default of
    /// the model's pipeline.</summary>
    public double? Strength { get; init; }

    /// <summary>File format of the picture.</summary>
    public ImageFormat Format { get; init; }

    /// <summary>Quality of JPEG and WebP, from 1 to 100, 90 when null; 100 makes WebP lossless. PNG ignores it.</summary>
    public int? Quality { get; init; }

    /// <summary>Width in pixels to which the finished picture is scaled. When null it follows from the height, or stays as computed
    /// when that is null too; a picture is never stretched.</summary>
    public int? OutputWidth { get; init; }

    /// <summary>Height in pixels to which the finished picture is scaled. When null it follows from the width, or stays as computed
    /// when that is null too.</summary>
    public int? OutputHeight { get; init; }

    /// <summary>Whether the file tells the prompts beside model, seed and steps, which it always tells.</summary>
    public bool EmbedPrompt { get; init; }
}

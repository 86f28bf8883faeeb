namespace EdgeAigc.Contracts.Generation;

/// <summary>What a client asks for: one image. Unset members take the model's own defaults on the node that serves it.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.GenerationRequest")]
public sealed record GenerationRequest
{
    /// <summary>Text the image shall show. Must not be empty; what exceeds the model's token limit is cut off with a warning.</summary>
    [Id(0)] public required string Prompt { get; init; }

    /// <summary>Name of the model, or null for the cluster's default model.</summary>
    [Id(1)] public string? Model { get; init; }

    /// <summary>Text the image shall stay away from, or null. Used only with guidance above 1.</summary>
    [Id(2)] public string? NegativePrompt { get; init; }

    /// <summary>Denoising steps, from 1 to the model's training timesteps, or null to let the node choose by what matters to the request.</summary>
    [Id(3)] public int? Steps { get; init; }

    /// <summary>Seed of the initial noise. The same request with the same seed gives the same bytes on the same kind of device.</summary>
    [Id(4)] public long Seed { get; init; }

    /// <summary>Classifier-free guidance scale, or null for the model's default. At most 1 switches guidance off.</summary>
    [Id(5)] public double? Guidance { get; init; }

    /// <summary>Width in pixels, or null for the model's default.</summary>
    [Id(6)] public int? Width { get; init; }

    /// <summary>Height in pixels, or null for the model's default.</summary>
    [Id(7)] public int? Height { get; init; }

    /// <summary>File format of the image; PNG by default.</summary>
    [Id(8)] public ImageFormat Format { get; init; }

    /// <summary>Quality of JPEG and WebP, from 1 to 100, or null for 90. 100 makes WebP lossless; PNG ignores it.</summary>
    [Id(9)] public int? Quality { get; init; }

    /// <summary>Width in pixels to which the finished image is scaled, from 16 to 2048. When null it follows from
    /// <see cref="OutputHeight"/>, or stays as computed when that is null too.</summary>
    [Id(10)] public int? OutputWidth { get; init; }

    /// <summary>Height in pixels to which the finished image is scaled, from 16 to 2048. When null it follows from
    /// <see cref="OutputWidth"/>, or stays as computed when that is null too.</summary>
    [Id(11)] public int? OutputHeight { get; init; }

    /// <summary>Whether the file tells the prompts beside model, seed and steps, which it always tells.</summary>
    [Id(12)] public bool EmbedPrompt { get; init; }

    /// <summary>A picture to start from instead of noise, or null. Only for models with an encoder.</summary>
    [Id(13)] public SourceImage? InitialImage { get; init; }

    /// <summary>How much of <see cref="InitialImage"/> is drawn anew, from 0 to 1, or null for the default of the model's pipeline.</summary>
    [Id(14)] public double? Strength { get; init; }

    /// <summary>Sends along every n-th denoising step what the model sees of the image by then, or null for none.</summary>
    [Id(15)] public int? PreviewEvery { get; init; }

    /// <summary>Time within which the image is wanted; null when it may take its time. A node that cannot keep it says so at once.</summary>
    [Id(16)] public TimeSpan? Deadline { get; init; }

    /// <summary>Lowest acceptable quality, from 0 to 1, by the model's measured curve; null accepts any.</summary>
    [Id(17)] public double? MinQuality { get; init; }

    /// <summary>Preference between quality (0) and latency (1), or null for the cluster's default. Decides how many steps the request gets
    /// where <see cref="Steps"/> does not.</summary>
    [Id(18)] public double? LatencyPreference { get; init; }

    /// <summary>Weight among the requests of the same tenant, above 0 and at most 1,000; null for 1.</summary>
    [Id(19)] public double? Weight { get; init; }

    /// <summary>Tenant on whose behalf the request is made; null for the one without a name.</summary>
    [Id(20)] public string? Tenant { get; init; }

    /// <summary>Rate in bits per second that the caller can take in, or null for the cluster's default.</summary>
    [Id(21)] public double? MaxRateBitsPerSecond { get; init; }

    /// <summary>Whether the request, its prompt included, may go to the cloud upstream that the operator configured, when no node can meet it.</summary>
    [Id(22)] public bool AllowCloud { get; init; }
}

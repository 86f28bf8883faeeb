using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>A model folder of a family, with the true names, types and shapes of its tensors and networks of a few weights. Start
/// from one of the named ones and change what the test is about: <c>TinyFamily.Sdxl() with { … }</c>.</summary>
internal sealed record TinyFamily
{
    /// <summary>Name of the folder.</summary>
    public required string Name { get; init; }

    /// <summary>Pipeline class as the index states it.</summary>
    public required string PipelineClass { get; init; }

    /// <summary>Text encoders by folder; tokenizers are named alike.</summary>
    public required IReadOnlyDictionary<string, TinyTextEncoder> TextEncoders { get; init; }

    public required TinyUNet UNet { get; init; }

    public TinyVae Vae { get; init; } = new();

    /// <summary>Whether to leave <c>config.json</c> out of the networks' folders, as the older exporter does.</summary>
    public bool IsLegacy { get; init; }

    public string SchedulerClass { get; init; } = "DDIMScheduler";

    public string TimestepSpacing { get; init; } = "trailing";

    public string PredictionType { get; init; } = "epsilon";

    /// <summary>Scalars of the index besides the class.</summary>
    public IReadOnlyDictionary<string, object> IndexOptions { get; init; } = new Dictionary<string, object>();

    /// <summary>Whether the SDXL that this is takes zeros for a missing negative prompt.</summary>
    public bool ForcesZeros => IndexOptions.TryGetValue("force_zeros_for_empty_prompt", out var value) && value is true;

    /// <summary>Stable Diffusion 1.x as Optimum exports it.</summary>
    public static TinyFamily StableDiffusion() => new()
    {
        Name = "sd15",
        PipelineClass = "StableDiffusionPipeline",
        TextEncoders = new Dictionary<string, TinyTextEncoder> { ["text_encoder"] = new() { Seed = 1000 } },
        UNet = new(),
    };

    /// <summary>Stable Diffusion 1.x as the older exporter left it: no configurations, whole timesteps, small ids.</summary>
    public static TinyFamily Legacy() => StableDiffusion() with
    {
        Name = "sd15-legacy",
        PipelineClass = "OnnxStableDiffusionPipeline",
        TextEncoders = new Dictionary<string, TinyTextEncoder>
        {
            ["text_encoder"] = new() { Seed = 1000, Ids = Type.Int32 },
        },
        UNet = new() { TimestepType = Type.Int64, TimestepShape = ["steps"] },
        Vae = new() { Encoder = TinyVaeEncoder.Sample },
        IsLegacy = true,
    };

    /// <summary>Stable Diffusion 2.x: a wider text, padding by "!", prediction of the velocity.</summary>
    public static TinyFamily StableDiffusion2() => new()
    {
        Name = "sd21",
        PipelineClass = "StableDiffusionPipeline",
        TextEncoders = new Dictionary<string, TinyTextEncoder>
        {
            ["text_encoder"] = new() { Seed = 2000, Width = 24, Layers = 3, Padding = "!" },
        },
        UNet = new() { Width = 24 },
        Vae = new() { ScalingFactor = 0.18215 },
        PredictionType = "v_prediction",
    };

    /// <summary>SD-Turbo: the networks of 2.x, one step, no guidance.</summary>
    public static TinyFamily SdTurbo() => StableDiffusion2() with
    {
        Name = "sd-turbo",
        PredictionType = "epsilon",
        SchedulerClass = "EulerDiscreteScheduler",
        IndexOptions = new Dictionary<string, object> { ["edgeaigc_default_steps"] = 1, ["edgeaigc_default_guidance"] = 0 },
    };

    /// <summary>The base model of SDXL.</summary>
    public static TinyFamily Sdxl() => new()
    {
        Name = "sdxl",
        PipelineClass = "StableDiffusionXLPipeline",
        TextEncoders = new Dictionary<string, TinyTextEncoder>
        {
            ["text_encoder"] = new() { Seed = 3000, PutsOutLayers = true },
            ["text_encoder_2"] = SecondEncoder(),
        },
        UNet = new() { Width = 24, Pooled = 6, TimeIds = 6 },
        Vae = new() { ScalingFactor = 0.13025 },
        SchedulerClass = "EulerDiscreteScheduler",
        TimestepSpacing = "leading",
        IndexOptions = new Dictionary<string, object> { ["force_zeros_for_empty_prompt"] = true },
    };

    /// <summary>SDXL-Turbo: one step, no guidance.</summary>
    public static TinyFamily SdxlTurbo() => Sdxl() with
    {
        Name = "sdxl-turbo",
        TimestepSpacing = "trailing",
        IndexOptions = new Dictionary<string, object>
        {
            ["force_zeros_for_empty_prompt"] = true,
            ["edgeaigc_default_steps"] = 1,
            ["edgeaigc_default_guidance"] = 0,
        },
    };

    /// <summary>SDXL's refiner: the second text encoder alone, five time ids.</summary>
    public static TinyFamily SdxlRefiner() => Sdxl() with
    {
        Name = "sdxl-refiner",
        PipelineClass = "StableDiffusionXLImg2ImgPipeline",
        TextEncoders = new Dictionary<string, TinyTextEncoder> { ["text_encoder_2"] = SecondEncoder() },
        UNet = new() { Width = 8, Pooled = 6, TimeIds = 5 },
        Vae = new() { ScalingFactor = 0.13025, Encoder = TinyVaeEncoder.Parameters },
        IndexOptions = new Dictionary<string, object>
        {
            ["force_zeros_for_empty_prompt"] = false,
            ["requires_aesthetics_score"] = true,
        },
    };

    /// <summary>A latent consistency model that is told the guidance scale.</summary>
    public static TinyFamily LatentConsistency() => StableDiffusion() with
    {
        Name = "lcm",
        PipelineClass = "LatentConsistencyModelPipeline",
        UNet = new() { TimestepCond = 8 },
        Vae = new() { ScalingFactor = 0.18215 },
    };

    /// <summary>Writes the folder below a root and returns its path.</summary>
    public string Write(string root) => TinyFamilyFolder.Write(this, Path.Combine(root, Name));

    private static TinyTextEncoder SecondEncoder() =>
        new() { Seed = 4000, Width = 8, Layers = 3, Projection = 6, PutsOutLayers = true, Padding = "!" };
}

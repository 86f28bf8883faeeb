namespace EdgeAigc.Diffusion.Models;

/// <summary>What a pipeline class of <c>model_index.json</c> stands for, with the defaults of its call in diffusers.</summary>
/// <param name="Family">How the network is conditioned.</param>
/// <param name="Steps">Denoising steps.</param>
/// <param name="Guidance">Guidance scale.</param>
/// <param name="Strength">How much of a given picture is redrawn, 0 to 1.</param>
/// <param name="NeedsImage">Whether the class takes a picture, so that its folder needs a VAE encoder.</param>
/// <remarks>Nothing in a folder tells a turbo model from its base: both state the same class. Who serves one sets
/// <c>edgeaigc_default_steps</c> and <c>edgeaigc_default_guidance</c> in <c>model_index.json</c> (1 and 0), or jobs say it.</remarks>
internal sealed record PipelineKind(ModelFamily Family, int Steps, double Guidance, double Strength, bool NeedsImage = false)
{
    private static readonly PipelineKind StableDiffusion = new(ModelFamily.StableDiffusion, 50, 7.5, 0.8);
    private static readonly PipelineKind StableDiffusionXL = new(ModelFamily.StableDiffusionXL, 50, 5, 0.3);
    private static readonly PipelineKind LatentConsistency = new(ModelFamily.LatentConsistency, 4, 8.5, 0.8);

    private static readonly Dictionary<string, PipelineKind> Classes = new(StringComparer.Ordinal)
    {
        ["StableDiffusionPipeline"] = StableDiffusion,
        ["StableDiffusionImg2ImgPipeline"] = StableDiffusion with { NeedsImage = true },
        ["StableDiffusionXLPipeline"] = StableDiffusionXL,
        ["StableDiffusionXLImg2ImgPipeline"] = StableDiffusionXL with { NeedsImage = true },
        ["LatentConsistencyModelPipeline"] = LatentConsistency,
        ["LatentConsistencyModelImg2ImgPipeline"] = LatentConsistency with { NeedsImage = true },
    };

    /// <param name="pipelineClass">Pipeline class without its <c>ORT</c> or <c>Onnx</c> prefix.</param>
    /// <param name="file">The index, for messages.</param>
    /// <exception cref="ModelException">There is no code for that class.</exception>
    public static PipelineKind Of(string pipelineClass, string file) => Classes.TryGetValue(pipelineClass, out var kind)
        ? kind
        : throw new ModelException(
            file, $"The pipeline '{pipelineClass}' is not supported; supported is {string.Join(", ", Classes.Keys)}.");
}

using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>SDXL, its refiner and SDXL-Turbo (Podell et al., arXiv 2307.01952): the joined texts, the pooled text, and the
/// sizes that the picture pretends to have had before it was cropped to its own. A negative prompt that is missing, not merely
/// empty, stands for zeros where the model was trained so.</summary>
/// <param name="texts">The texts; disposed with this object.</param>
internal sealed class StableDiffusionXLConditioner(CachedTexts texts) : IConditioner
{
    // What the refiner is told of a picture worth looking at and of one that is not, on the scale of LAION's predictor.
    private const float AestheticScore = 6f;
    private const float NegativeAestheticScore = 2.5f;

    private TextEmbedding? _zeros;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Inputs { get; } =
        [ConditioningInputs.EncoderHiddenStates, ConditioningInputs.TextEmbeds, ConditioningInputs.TimeIds];

    /// <inheritdoc/>
    public RequestConditioning Encode(ResolvedJob job, ICollection<string> warnings)
    {
        var positive = texts.Encode(job.Prompt, "prompt", warnings);
        ConditioningRow[] rows = job.Guidance > 1
            ? [Row(Negative(job, positive, warnings), TimeIds(job, NegativeAestheticScore)), Row(positive, TimeIds(job, AestheticScore))]
            : [Row(positive, TimeIds(job, AestheticScore))];
        return new(rows, (float)job.Guidance, (float)job.Model.DefaultGuidanceRescale, positive.Tokens, positive.Width);
    }

    /// <inheritdoc/>
    public void Dispose() => texts.Dispose();

    private TextEmbedding Negative(ResolvedJob job, TextEmbedding positive, ICollection<string> warnings)
    {
        if (job.NegativePrompt is not null || !job.Model.ForceZerosForEmptyPrompt)
            return texts.Encode(job.NegativePrompt ?? "", "negative prompt", warnings);
        return _zeros ??= positive with
        {
            HiddenStates = new float[positive.HiddenStates.Length],
            Pooled = new float[positive.Pooled!.Length],
            CutTo = null,
        };
    }

    /// <summary>Original height and width, top and left of the crop, then the target's height and width or a score.</summary>
    private static float[] TimeIds(ResolvedJob job, float score) => job.Model.RequiresAestheticsScore
        ? [job.Height, job.Width, 0, 0, score]
        : [job.Height, job.Width, 0, 0, job.Height, job.Width];

    private static ConditioningRow Row(TextEmbedding text, float[] timeIds) => new(new Dictionary<string, float[]>
    {
        [ConditioningInputs.EncoderHiddenStates] = text.HiddenStates,
        [ConditioningInputs.TextEmbeds] = text.Pooled!,
        [ConditioningInputs.TimeIds] = timeIds,
    });
}

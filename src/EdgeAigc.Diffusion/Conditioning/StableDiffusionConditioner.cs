using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Stable Diffusion 1.x, 2.x and SD-Turbo: the text alone. Guidance of at most 1, which is how the turbo models are
/// asked, leaves the negative prompt out.</summary>
/// <param name="texts">The texts; disposed with this object.</param>
internal sealed class StableDiffusionConditioner(CachedTexts texts) : IConditioner
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Inputs { get; } = [ConditioningInputs.EncoderHiddenStates];

    /// <inheritdoc/>
    public RequestConditioning Encode(ResolvedJob job, ICollection<string> warnings)
    {
        var positive = texts.Encode(job.Prompt, "prompt", warnings);
        ConditioningRow[] rows = job.Guidance > 1
            ? [Row(texts.Encode(job.NegativePrompt ?? "", "negative prompt", warnings)), Row(positive)]
            : [Row(positive)];
        return new(rows, (float)job.Guidance, (float)job.Model.DefaultGuidanceRescale, positive.Tokens, positive.Width);
    }

    /// <inheritdoc/>
    public void Dispose() => texts.Dispose();

    private static ConditioningRow Row(TextEmbedding text) =>
        new(new Dictionary<string, float[]> { [ConditioningInputs.EncoderHiddenStates] = text.HiddenStates });
}

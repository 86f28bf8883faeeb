using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Latent consistency models (Luo et al., arXiv 2310.04378): guidance was distilled into the network, which is told the
/// scale and runs on the positive row alone. A model with a distilled adapter merged into it is not even told.</summary>
/// <param name="inner">What else the network is told; disposed with this object.</param>
/// <param name="width">D of <c>timestep_cond</c>; null when the network takes none.</param>
internal sealed class LatentConsistencyConditioner(IConditioner inner, int? width) : IConditioner
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> Inputs { get; } =
        width is null ? inner.Inputs : [.. inner.Inputs, ConditioningInputs.TimestepCond];

    /// <inheritdoc/>
    public RequestConditioning Encode(ResolvedJob job, ICollection<string> warnings)
    {
        var plain = inner.Encode(job with { Guidance = 1 }, warnings);
        if (width is null)
            return plain;
        var inputs = new Dictionary<string, float[]>(plain.Rows[0].Inputs)
        {
            [ConditioningInputs.TimestepCond] = GuidanceEmbedding.Of(job.Guidance, width.Value),
        };
        return plain with { Rows = [new(inputs)] };
    }

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}

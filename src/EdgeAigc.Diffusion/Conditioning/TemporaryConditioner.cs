using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Conditioning;

internal sealed class TemporaryConditioner(ClipTextEncoder text) : IConditioner
{
    public IReadOnlyCollection<string> Inputs { get; } = ["encoder_hidden_states"];

    public ConditioningRows Encode(ResolvedJob job, ICollection<string> warnings)
    {
        var positive = text.Encode(job.Prompt, "prompt", warnings);
        var rows = new List<ConditioningRow>();
        if (job.Guidance > 1)
            rows.Add(Row(text.Encode(job.NegativePrompt ?? "", "negative prompt", warnings)));
        rows.Add(Row(positive));
        return new(rows, (float)job.Guidance, 0, (int)positive.Tokens, (int)positive.Width);
    }

    public void Dispose() => text.Dispose();

    private static ConditioningRow Row(TextEmbedding embedding) => new(new Dictionary<string, float[]> { ["encoder_hidden_states"] = embedding.Values });
}

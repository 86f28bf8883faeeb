using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Tokenizer and text encoders of a model family.</summary>
internal interface IConditioner : IDisposable
{
    /// <summary>Input names it can supply.</summary>
    IReadOnlyCollection<string> Inputs { get; }

    /// <summary>Encodes the texts of a job.</summary>
    ConditioningRows Encode(ResolvedJob job, ICollection<string> warnings);
}

using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Conditioning;

/// <summary>Turns the texts and numbers of a job into what its model's network is told. Not for several threads at once.</summary>
internal interface IConditioner : IDisposable
{
    /// <summary>The network inputs that it fills, for checking that the network declares no other one.</summary>
    IReadOnlyCollection<string> Inputs { get; }

    /// <summary>Encodes a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="warnings">Takes what the user should know, as that the end of a text was cut off.</param>
    /// <exception cref="Onnx.InferenceException">A text encoder failed.</exception>
    RequestConditioning Encode(ResolvedJob job, ICollection<string> warnings);
}

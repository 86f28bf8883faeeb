using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>A loaded model. Not for several threads at once. What a request needs lies in its <see cref="DenoisingState"/>, so
/// requests at different steps share batches.</summary>
internal interface IDiffusionPipeline : IDisposable
{
    /// <summary>The only size that the model can do, or null when it takes any.</summary>
    ImageSize? FixedSize { get; }

    /// <summary>Whether requests at different timesteps can share a batch.</summary>
    bool IsTimestepPerSample { get; }

    /// <summary>Rows that a batch may have where the network is made for some number, or null.</summary>
    int? FixedRows { get; }

    /// <summary>Encodes the texts and draws the initial noise.</summary>
    /// <exception cref="Onnx.InferenceException">A model failed.</exception>
    DenoisingState Begin(ResolvedJob job);

    /// <summary>Does the next evaluation of every request of a batch.</summary>
    /// <param name="batch">Requests of one size; at one timestep unless <see cref="IsTimestepPerSample"/>.</param>
    /// <exception cref="Onnx.InferenceException">The network failed; no request has moved.</exception>
    void Advance(IReadOnlyList<DenoisingState> batch);

    /// <summary>Decodes latents to red, green and blue planes of H·W values, about −1 to 1.</summary>
    /// <param name="state">Whose latents.</param>
    /// <param name="latents">Its latents, or what it saw of the picture on the way.</param>
    /// <exception cref="Onnx.InferenceException">A model failed, or its result is not a number.</exception>
    float[] Decode(DenoisingState state, ReadOnlySpan<float> latents);
}

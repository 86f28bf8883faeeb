using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>A loaded model. Not for several threads at once. What a run needs lies in its <see cref="DenoisingState"/>, so the
/// steps of several runs may be interleaved.</summary>
internal interface IDiffusionPipeline : IDisposable
{
    /// <summary>The only size that the model can do, or null when it takes any.</summary>
    ImageSize? FixedSize { get; }

    /// <summary>Encodes the texts and draws the initial noise.</summary>
    /// <exception cref="Onnx.InferenceException">A model failed.</exception>
    DenoisingState Begin(ResolvedJob job);

    /// <summary>Does the next denoising step.</summary>
    /// <exception cref="Onnx.InferenceException">A model failed.</exception>
    void Advance(DenoisingState state);

    /// <summary>Decodes the latents.</summary>
    /// <returns>Red, green and blue planes of the job's size, about −1 to 1.</returns>
    /// <exception cref="Onnx.InferenceException">A model failed, or its result is not a number.</exception>
    float[] Decode(DenoisingState state);
}

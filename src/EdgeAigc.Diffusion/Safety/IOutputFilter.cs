using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Safety;

/// <summary>Looks at a finished picture before it is encoded, and may withhold it. Several threads may use it at once.</summary>
internal interface IOutputFilter : IDisposable
{
    /// <summary>Looks at one picture.</summary>
    /// <param name="planes">Red, green and blue planes [3, H, W], about −1 to 1; left as they are.</param>
    /// <param name="size">Width and height of the planes.</param>
    /// <exception cref="Onnx.InferenceException">The filter failed, and nothing is known about the picture.</exception>
    FilteredImage Apply(float[] planes, ImageSize size);
}

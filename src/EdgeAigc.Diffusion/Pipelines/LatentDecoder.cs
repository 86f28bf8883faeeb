using EdgeAigc.Diffusion.Latents;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Pipelines;

/// <summary>The decoder half of the VAE: latents in the network's scale to a picture.</summary>
internal sealed class LatentDecoder : IDisposable
{
    private const string Input = "latent_sample";

    private readonly OnnxModel _model;
    private readonly VaeConfig _config;
    private readonly LatentScaling _scaling;
    private readonly string _output;

    /// <exception cref="ModelException">The model does not fit.</exception>
    public LatentDecoder(OnnxModel model, VaeConfig config)
    {
        model.RequireInputs(Input);
        _output = model.RequireOutput("sample");
        _model = model;
        _config = config;
        _scaling = new(config);
    }

    /// <summary>The input as the model declares it.</summary>
    public TensorDeclaration Latents => _model.FindInput(Input)!;

    /// <summary>Decodes one picture.</summary>
    /// <param name="latents">Latents [C, h, w].</param>
    /// <param name="size">Size that the picture must have.</param>
    /// <returns>Red, green and blue planes, about −1 to 1.</returns>
    public float[] Decode(ReadOnlySpan<float> latents, ImageSize size)
    {
        long[] shape = [1, _config.LatentChannels, size.Height / _config.Scale, size.Width / _config.Scale];
        using var call = new OnnxCall(_model, new Dictionary<string, long[]> { [Input] = shape }, _output);
        var unscaled = new float[latents.Length];
        _scaling.Unscale(latents, unscaled);
        call.Write(Input, unscaled);
        var result = call.Run()[0];
        if (!result.Shape.AsSpan().SequenceEqual([1, 3, size.Height, size.Width]))
        {
            throw new InferenceException(
                _model.File, $"The picture has the shape {result.ShapeText}; it must be [1, 3, {size.Height}, {size.Width}].");
        }

        return Array.TrueForAll(result.Values, float.IsFinite)
            ? result.Values
            : throw new InferenceException(
                _model.File, "The picture has values that are not numbers; the model may overflow on this device.");
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}

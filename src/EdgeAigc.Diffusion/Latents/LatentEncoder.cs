using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;

namespace EdgeAigc.Diffusion.Latents;

/// <summary>The encoder half of the VAE: a picture to latents in the network's scale, for image-to-image. Current exports give the
/// mean and the variance of the latents (Kingma and Welling, arXiv 1312.6114), from which noise draws them; older ones draw
/// inside the model, where no seed reaches.</summary>
internal sealed class LatentEncoder : IDisposable
{
    private const string Input = "sample";
    private const string Parameters = "latent_parameters";

    // diffusers' bounds on the logarithm of the variance.
    private const float LeastLogVariance = -30f;
    private const float MostLogVariance = 20f;

    private readonly OnnxModel _model;
    private readonly VaeConfig _config;
    private readonly LatentScaling _scaling;
    private readonly string _output;

    /// <param name="model">The encoder; disposed with this object.</param>
    /// <param name="config">Configuration of the VAE.</param>
    /// <exception cref="ModelException">The model does not fit.</exception>
    public LatentEncoder(OnnxModel model, VaeConfig config)
    {
        model.RequireInputs(Input);
        DrawsNoise = model.Outputs.Any(output => output.Name == Parameters);
        _output = model.RequireOutput(DrawsNoise ? Parameters : "latent_sample");
        _model = model;
        _config = config;
        _scaling = new(config);
    }

    /// <summary>Whether <see cref="Encode"/> wants noise. It is the first that a run draws from its generator.</summary>
    public bool DrawsNoise { get; }

    /// <summary>Encodes one picture.</summary>
    /// <param name="planes">Red, green and blue planes [3, H, W], −1 to 1.</param>
    /// <param name="height">H, a multiple of the VAE's scale.</param>
    /// <param name="width">W, a multiple of the VAE's scale.</param>
    /// <param name="noise">Standard normal values [C, h, w]; empty unless <see cref="DrawsNoise"/>.</param>
    /// <returns>Latents [C, h, w].</returns>
    /// <exception cref="InferenceException">The model failed, or its result is not a number.</exception>
    public float[] Encode(ReadOnlySpan<float> planes, int height, int width, ReadOnlySpan<float> noise)
    {
        var latents = new float[_config.LatentChannels * (height / _config.Scale) * (width / _config.Scale)];
        if (noise.Length != (DrawsNoise ? latents.Length : 0))
            throw new ArgumentException($"{noise.Length} values of noise do not fit {latents.Length} latents.", nameof(noise));
        var result = Run(planes, height, width);
        if (DrawsNoise)
            Draw(result.AsSpan(0, latents.Length), result.AsSpan(latents.Length), noise, latents);
        else
            result.CopyTo(latents, 0);
        _scaling.Scale(latents, latents);
        return Array.TrueForAll(latents, float.IsFinite)
            ? latents
            : throw new InferenceException(
                _model.File, "The latents have values that are not numbers; the model may overflow on this device.");
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private float[] Run(ReadOnlySpan<float> planes, int height, int width)
    {
        using var call = new OnnxCall(_model, new Dictionary<string, long[]> { [Input] = [1, 3, height, width] }, _output);
        call.Write(Input, planes);
        var result = call.Run()[0];
        long[] expected =
            [1, (DrawsNoise ? 2 : 1) * _config.LatentChannels, height / _config.Scale, width / _config.Scale];
        return result.Shape.AsSpan().SequenceEqual(expected)
            ? result.Values
            : throw new InferenceException(
                _model.File, $"The latents have the shape {result.ShapeText}; it must be [{string.Join(", ", expected)}].");
    }

    private static void Draw(ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance, ReadOnlySpan<float> noise, Span<float> latents)
    {
        for (var i = 0; i < latents.Length; i++)
        {
            var deviation = MathF.Exp(0.5f * Math.Clamp(logVariance[i], LeastLogVariance, MostLogVariance));
            latents[i] = mean[i] + (deviation * noise[i]);
        }
    }
}

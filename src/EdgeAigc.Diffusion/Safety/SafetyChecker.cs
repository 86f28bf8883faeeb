using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Onnx;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Safety;

/// <summary>The safety checker of diffusers' ONNX pipelines: a CLIP vision network that flags pictures by their likeness to a fixed
/// set of concepts (analysed by Rando et al., arXiv 2210.04610). Only its flags are used: some exports lost the part that blackens
/// <c>out_images</c>, so that black is put in here.</summary>
internal sealed class SafetyChecker : IOutputFilter
{
    private const string ClipInput = "clip_input";
    private const string Images = "images";

    private readonly OnnxModel _model;
    private readonly ClipPreprocessor _preprocessor;
    private readonly string _flags;

    private SafetyChecker(OnnxModel model, ClipPreprocessor preprocessor, string flags)
    {
        _model = model;
        _preprocessor = preprocessor;
        _flags = flags;
    }

    /// <summary>Takes over an open network; closes it when it does not fit.</summary>
    /// <exception cref="ModelException">The network does not fit.</exception>
    public static SafetyChecker Open(OnnxModel model, ClipPreprocessor preprocessor)
    {
        try
        {
            model.RequireInputs(ClipInput, Images);
            return new(model, preprocessor, model.RequireFlags("has_nsfw_concepts"));
        }
        catch (ModelException)
        {
            model.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public FilteredImage Apply(float[] planes, ImageSize size)
    {
        var crop = _preprocessor.Crop;
        using var call = new OnnxCall(
            _model,
            new Dictionary<string, long[]>
            {
                [ClipInput] = [1, RgbImage.Channels, crop.Height, crop.Width],
                [Images] = [1, size.Height, size.Width, RgbImage.Channels],
            },
            _flags);
        call.Write(ClipInput, _preprocessor.Prepare(RgbImage.FromPlanes(planes, size)));
        call.Write(Images, ToPixels(planes));
        if (!call.RunFlags()[0].Contains(true))
            return new(planes, Flagged: false, Warning: null);

        var black = new float[planes.Length];
        Array.Fill(black, -1f);
        return new(
            black, Flagged: true, "The safety checker flagged the picture, and it was replaced by black; try another seed or prompt.");
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>From planes of −1 to 1 to pixels [H, W, 3] of 0 to 1, not rounded.</summary>
    private static float[] ToPixels(float[] planes)
    {
        var pixels = new float[planes.Length];
        var count = planes.Length / RgbImage.Channels;
        for (var i = 0; i < count; i++)
        {
            for (var channel = 0; channel < RgbImage.Channels; channel++)
                pixels[(i * RgbImage.Channels) + channel] = Math.Clamp((planes[(channel * count) + i] / 2f) + 0.5f, 0f, 1f);
        }

        return pixels;
    }
}

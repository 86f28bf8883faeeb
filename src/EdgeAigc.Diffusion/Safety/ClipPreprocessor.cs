using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Safety;

/// <summary>Prepares pictures for CLIP's vision network (Radford et al., arXiv 2103.00020) as the feature extractor of transformers
/// does: the shorter side to a given length, bicubic on 8 bits; the middle cut out; values standardised.</summary>
internal sealed record ClipPreprocessor
{
    private const int Bicubic = 3;

    /// <summary>Length of the shorter side in pixels.</summary>
    public int ShortestSide { get; private init; } = 224;

    /// <summary>Size of the middle that is cut out.</summary>
    public ImageSize Crop { get; private init; } = new(224, 224);

    /// <summary>Mean of red, green and blue, of values from 0 to 1.</summary>
    public IReadOnlyList<double> Mean { get; private init; } = [0.48145466, 0.4578275, 0.40821073];

    /// <summary>Standard deviation of red, green and blue.</summary>
    public IReadOnlyList<double> StandardDeviation { get; private init; } = [0.26862954, 0.26130258, 0.27577711];

    /// <summary>Reads <c>feature_extractor/preprocessor_config.json</c>; what is left out has CLIP's value.</summary>
    /// <exception cref="ModelException">A value cannot be used.</exception>
    public static ClipPreprocessor Read(ConfigFile? file)
    {
        var defaults = new ClipPreprocessor();
        if (file is null)
            return defaults;
        if (file.Integer("resample") is { } resample and not Bicubic)
            throw file.Wrong("resample", resample, $"{Bicubic}, which is bicubic");
        var side = Side(file, "size", "shortest_edge") ?? defaults.ShortestSide;
        var crop = new ImageSize(
            Side(file, "crop_size", "width") ?? defaults.Crop.Width, Side(file, "crop_size", "height") ?? defaults.Crop.Height);
        return crop.Width <= side && crop.Height <= side
            ? new()
            {
                ShortestSide = side,
                Crop = crop,
                Mean = Triple(file, "image_mean", _ => true) ?? defaults.Mean,
                StandardDeviation = Triple(file, "image_std", value => value > 0) ?? defaults.StandardDeviation,
            }
            : throw file.Wrong("crop_size", file.Node("crop_size"), $"at most the {side} pixels of 'size'");
    }

    /// <summary>Prepares one picture.</summary>
    /// <returns>Red, green and blue planes of the size of <see cref="Crop"/>.</returns>
    public float[] Prepare(RgbImage image)
    {
        var (width, height) = (image.Size.Width, image.Size.Height);
        var resized = width <= height
            ? new ImageSize(ShortestSide, (int)((long)ShortestSide * height / width))
            : new ImageSize((int)((long)ShortestSide * width / height), ShortestSide);
        return Standardise(Resampler.Resize(image, resized, ResamplingFilter.Bicubic));
    }

    private float[] Standardise(RgbImage image)
    {
        var (left, top) = ((image.Size.Width - Crop.Width) / 2, (image.Size.Height - Crop.Height) / 2);
        var planes = new float[RgbImage.Channels * Crop.Width * Crop.Height];
        var at = 0;
        for (var channel = 0; channel < RgbImage.Channels; channel++)
        {
            var (mean, deviation) = ((float)Mean[channel], (float)StandardDeviation[channel]);
            for (var y = top; y < top + Crop.Height; y++)
            {
                for (var x = left; x < left + Crop.Width; x++)
                {
                    var value = image.Pixels[(((y * image.Size.Width) + x) * RgbImage.Channels) + channel];
                    planes[at++] = ((value / 255f) - mean) / deviation;
                }
            }
        }

        return planes;
    }

    /// <summary>A length that is a number in older files and an object of lengths in newer ones.</summary>
    private static int? Side(ConfigFile file, string key, string member)
    {
        var node = file.Node(key);
        var length = node is JsonObject lengths ? lengths[member] : node;
        if (length is null)
            return null;
        return length is JsonValue value && value.TryGetValue<int>(out var pixels) && pixels is >= 1 and <= ImageLimits.MaxOutputSide
            ? pixels
            : throw file.Wrong(key, node, $"from 1 to {ImageLimits.MaxOutputSide} pixels");
    }

    private static IReadOnlyList<double>? Triple(ConfigFile file, string key, Predicate<double> allowed) => file.Numbers(key) switch
    {
        null => null,
        { Count: RgbImage.Channels } numbers when numbers.All(number => allowed(number)) => numbers,
        _ => throw file.Wrong(key, file.Node(key), "three numbers, one for each colour, that can be used"),
    };
}

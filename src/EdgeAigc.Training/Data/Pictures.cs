using SkiaSharp;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Data;

/// <summary>Reads pictures into tensors and writes tensors into pictures.</summary>
internal static class Pictures
{
    /// <summary>Side of a picture in pixels.</summary>
    public const int Side = 64;

    /// <summary>Pictures on white as float [count, 3, 64, 64] in −1…1.</summary>
    public static Tensor Read(IReadOnlyList<string> paths) => Read([.. paths.Select(path => (path, PictureVariant.Original))]);

    /// <summary>Variants of pictures on white as float [count, 3, 64, 64] in −1…1.</summary>
    public static Tensor Read(IReadOnlyList<(string Path, PictureVariant Variant)> paths)
    {
        var plane = Side * Side;
        var values = new float[paths.Count * 3 * plane];
        for (var index = 0; index < paths.Count; index++)
        {
            using var picture = OnWhite(paths[index].Path, paths[index].Variant);
            var pixels = picture.GetPixelSpan();
            for (var pixel = 0; pixel < plane; pixel++)
            {
                for (var channel = 0; channel < 3; channel++)
                    values[(((index * 3) + channel) * plane) + pixel] = (pixels[(pixel * 4) + channel] / 127.5f) - 1;
            }
        }

        return tensor(values, [paths.Count, 3, Side, Side]);
    }

    private static SKBitmap OnWhite(string path, PictureVariant variant)
    {
        using var source = SKBitmap.Decode(path) ?? throw new InvalidDataException($"{path} is not a picture.");
        var picture = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(picture);
        canvas.Clear(SKColors.White);
        canvas.SetMatrix(variant.Matrix(Side));
        using var image = SKImage.FromBitmap(source);
        canvas.DrawImage(image, new SKRect(0, 0, Side, Side), new SKSamplingOptions(SKCubicResampler.Mitchell));
        return picture;
    }
}

using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>Expected sizes of image files, learned from those that were made. Bits per pixel depend on the model and the format.</summary>
internal sealed class PayloadSizes
{
    private const double Smoothing = 0.1;

    // First guesses; a lossless file of a photograph takes about half of its 24 bits a pixel.
    private const double LosslessBits = 12;
    private const double LossyBits = 2;

    private readonly Dictionary<(string Model, ImageFormat Format), double> _bitsPerPixel = [];

    /// <summary>Expected size in bits.</summary>
    public double Bits(string model, ImageFormat format, double pixels) =>
        pixels * _bitsPerPixel.GetValueOrDefault((model, format), format == ImageFormat.Png ? LosslessBits : LossyBits);

    /// <summary>Takes a file that was made.</summary>
    public void Observe(string model, ImageFormat format, double pixels, double bits)
    {
        var known = _bitsPerPixel.TryGetValue((model, format), out var value);
        _bitsPerPixel[(model, format)] = known ? value + (Smoothing * ((bits / pixels) - value)) : bits / pixels;
    }
}

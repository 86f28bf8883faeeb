namespace EdgeAigc.Core.Curves;

/// <summary>A picture as the decoder gives it: a plane of H·W samples for each colour, −1 black and 1 full.</summary>
public sealed class PlanarPicture
{
    /// <summary>Red, green and blue.</summary>
    public const int Channels = 3;

    private readonly float[] _samples;

    /// <param name="samples">Samples [3, height, width]; not copied.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <exception cref="ArgumentException">The number of samples is another, or one is not finite.</exception>
    public PlanarPicture(float[] samples, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (samples.Length != Channels * width * height)
        {
            throw new ArgumentException(
                $"A picture of {width} × {height} pixels has {Channels * width * height} samples, not {samples.Length}.", nameof(samples));
        }

        if (Array.FindIndex(samples, sample => !float.IsFinite(sample)) is >= 0 and var wrong)
            throw new ArgumentException($"Sample {wrong} is {samples[wrong]}.", nameof(samples));
        _samples = samples;
        Width = width;
        Height = height;
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The plane of one colour, row by row.</summary>
    /// <param name="channel">0 red, 1 green, 2 blue.</param>
    public ReadOnlySpan<float> Plane(int channel) => _samples.AsSpan(channel * Width * Height, Width * Height);
}

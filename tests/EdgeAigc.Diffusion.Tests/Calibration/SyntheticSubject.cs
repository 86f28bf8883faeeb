using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Random;

namespace EdgeAigc.Diffusion.Tests.Calibration;

/// <summary>A model by formula: g(X) = a·X + b, and pictures that are a smooth target plus noise that fades with the steps. What it
/// does takes time on its clock only.</summary>
internal sealed class SyntheticSubject(SyntheticClock clock) : ICalibrationSubject
{
    public const double SecondsPerImage = 0.02;
    public const double SecondsPerStep = 0.1;
    public const double FixedSeconds = 0.05;
    public const int Side = 32;

    public string Model => "synthetic";

    public ImageSize Size => new(Side, Side);

    public int MaxSteps { get; init; } = 1000;

    public double Guidance => 2;

    public int LargestBatch { get; init; } = 12;

    public long ResidentBytes { get; private set; } = 1000;

    /// <summary>What was asked, in order.</summary>
    public List<string> Calls { get; } = [];

    public TimeSpan MeasureStep(int images, int repetitions)
    {
        Calls.Add($"step {images} x {repetitions}");
        ResidentBytes = Math.Max(ResidentBytes, 1000 + (100 * images));
        var time = TimeSpan.FromSeconds((SecondsPerImage * images) + SecondsPerStep);
        clock.Advance(time * repetitions);
        return time;
    }

    public TimeSpan MeasureFixed(int repetitions)
    {
        Calls.Add($"fixed x {repetitions}");
        clock.Advance(TimeSpan.FromSeconds(FixedSeconds) * repetitions);
        return TimeSpan.FromSeconds(FixedSeconds);
    }

    public float[] Generate(string prompt, long seed, int steps)
    {
        Calls.Add($"{prompt}/{seed}/{steps}");
        clock.Advance(TimeSpan.FromSeconds(steps * 0.1));
        return Picture(prompt, seed, steps);
    }

    /// <summary>The picture of a prompt and a seed after some steps.</summary>
    public static float[] Picture(string prompt, long seed, int steps)
    {
        var noise = new float[3 * Side * Side];
        new TorchGenerator((ulong)(seed + prompt.Length)).Normal(noise);
        return [.. noise.Select((value, i) => (float)Math.Sin((i % Side / 5.0) + (i / Side / 7.0) + prompt.Length) * 0.5f + (value / (2 * steps)))];
    }
}

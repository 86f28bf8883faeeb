using System.Text.Json;
using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Curves;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Allocation.Benchmarks.Negotiation;

/// <summary>Models by their curves: those of a folder as they were measured, or made up ones.</summary>
internal static class MeasuredModels
{
    private const int MostSteps = 50;

    private static readonly int[] Steps = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50];
    private static readonly int[] Batches = [1, 2, 4, 8, 16];

    /// <summary>Made up by name: <c>cpu</c>, three small models whose batches gain little; <c>gpu</c>, two of 50 ms a step whose steps
    /// take 1.4 times as long for four images as for one. Anything else is a folder of models with a <c>curves.json</c> each.</summary>
    public static IReadOnlyList<ModelProfile> Of(string name) => name switch
    {
        "cpu" => [MadeUp("small", 0.0004, 0.6, 0.0015, 3), MadeUp("medium", 0.0009, 0.75, 0.0016, 5), MadeUp("large", 0.0018, 0.8, 0.002, 8)],
        "gpu" => [MadeUp("sd-a", 0.05, 0.4 / 3, 0.08, 6), MadeUp("sd-b", 0.05, 0.4 / 3, 0.08, 10)],
        _ => [.. Directory.EnumerateFiles(name, "curves.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)],
    };

    private static ModelProfile MadeUp(string name, double step, double marginal, double fixedSeconds, double scale) => new()
    {
        Name = name,
        Latency = new(Batches.Select(images => new LatencyPoint(images, step * (1 + (marginal * (images - 1)))))),
        FixedSeconds = fixedSeconds,
        Levels = [.. Steps.Select(steps => new StepQuality(steps, (1 - Math.Exp(-steps / scale)) / (1 - Math.Exp(-MostSteps / scale))))],
        Quality = QualityCurve.FromScores(Steps, [.. Steps.Select(steps => 1 - Math.Exp(-steps / scale))]),
    };

    private static ModelProfile Read(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        var (root, latency) = (file.RootElement, file.RootElement.GetProperty("latency"));
        var levels = root.GetProperty("quality").GetProperty("levels").EnumerateArray().ToArray();
        var quality = QualityCurve.FromScores(
            [.. levels.Select(level => level.GetProperty("steps").GetInt32())], [.. levels.Select(level => level.GetProperty("mean_ssim").GetDouble())]);
        return new()
        {
            Name = root.GetProperty("model").GetString()!,
            Latency = new(latency.GetProperty("step").EnumerateArray().Select(point => new LatencyPoint(point.GetProperty("images").GetInt32(), point.GetProperty("seconds").GetDouble()))),
            FixedSeconds = latency.GetProperty("fixed_seconds").GetDouble(),
            Quality = quality,
            Levels = [.. quality.Points.Where(point => point.Steps <= MostSteps).Select(point => new StepQuality(point.Steps, point.Quality))],
        };
    }
}

using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>How a model is calibrated.</summary>
public sealed record CalibrationSettings
{
    /// <summary>Most prompts of a calibration.</summary>
    public const int MaxPrompts = 1000;

    /// <summary>Most timed runs of one measurement.</summary>
    public const int MaxRepetitions = 1000;

    /// <summary>Prompts of the pictures; null takes those of the model's folder, or everyday words.</summary>
    public IReadOnlyList<string>? Prompts { get; init; }

    /// <summary>Seeds; every prompt is drawn with each of them.</summary>
    /// <value>Default: 1.</value>
    public IReadOnlyList<long> Seeds { get; init; } = [1];

    /// <summary>Timed runs of one latency measurement, of which the median counts; null takes 9, or 3 when quick.</summary>
    public int? Repetitions { get; init; }

    /// <summary>Fewer levels, a reference run of 32 steps, and the first six prompts when none are named: a first idea of the curves
    /// in a small part of the time.</summary>
    public bool Quick { get; init; }

    /// <summary>The first value that cannot be used, or null.</summary>
    public JobFault? Check()
    {
        if (Prompts is { Count: 0 or > MaxPrompts })
            return Wrong(nameof(Prompts), $"has {Prompts.Count} entries; there must be from 1 to {MaxPrompts}");
        if (Prompts?.FirstOrDefault(string.IsNullOrWhiteSpace) is not null)
            return Wrong(nameof(Prompts), "has an empty entry; remove it");
        if (Seeds.Count is 0 or > MaxPrompts || Seeds.Distinct().Count() < Seeds.Count)
            return Wrong(nameof(Seeds), $"is [{string.Join(", ", Seeds.Take(10))}]; there must be from 1 to {MaxPrompts} different ones");
        return Repetitions is < 1 or > MaxRepetitions
            ? Wrong(nameof(Repetitions), $"is {Repetitions}; it must be from 1 to {MaxRepetitions}")
            : null;
    }

    private static JobFault Wrong(string parameter, string message) => new(JobFaultCode.InvalidParameter, parameter, $"{parameter} {message}.");
}

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>What is measured: settings and the limits of a model brought together.</summary>
internal sealed record CalibrationPlan
{
    private const int QuickPrompts = 6;

    private static readonly int[] AllLevels = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50];
    private static readonly int[] QuickLevels = [1, 2, 4, 8, 16];

    /// <summary>Batch sizes, ascending: powers of two and the largest batch that fits.</summary>
    public required IReadOnlyList<int> Batches { get; init; }

    /// <summary>Timed runs of one measurement.</summary>
    public required int Repetitions { get; init; }

    /// <summary>Denoising steps, ascending, all below the reference.</summary>
    public required IReadOnlyList<int> Levels { get; init; }

    /// <summary>Steps of the reference run, L_ref.</summary>
    public required int ReferenceSteps { get; init; }

    /// <summary>Prompts.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>Seeds for each prompt.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The (prompt, seed) pairs in the order they are drawn.</summary>
    public IEnumerable<(string Prompt, long Seed)> Pairs => Prompts.SelectMany(prompt => Seeds.Select(seed => (prompt, seed)));

    /// <summary>Plans a calibration.</summary>
    /// <param name="settings">Settings that passed their check.</param>
    /// <param name="subject">The model.</param>
    /// <param name="prompts">Prompts for settings that name none.</param>
    public static CalibrationPlan Of(CalibrationSettings settings, ICalibrationSubject subject, IReadOnlyList<string> prompts)
    {
        var reference = Math.Min(settings.Quick ? 32 : 100, subject.MaxSteps);
        return new()
        {
            Batches = [.. PowersOfTwo(subject.LargestBatch).Append(subject.LargestBatch).Distinct()],
            Repetitions = settings.Repetitions ?? (settings.Quick ? 3 : 9),
            Levels = [.. (settings.Quick ? QuickLevels : AllLevels).Where(level => level < reference)],
            ReferenceSteps = reference,
            Prompts = settings.Prompts ?? [.. prompts.Take(settings.Quick ? QuickPrompts : prompts.Count)],
            Seeds = settings.Seeds,
        };
    }

    private static IEnumerable<int> PowersOfTwo(int largest)
    {
        for (var power = 1; power <= largest; power *= 2)
            yield return power;
    }
}

using System.Text.Json;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>What the values of a curves file must be beyond their types. A fault names the field as it is written in the file.</summary>
internal static class ModelCurvesChecks
{
    // Beyond any schedule, and few enough for the exact search of the three pieces.
    private const int MostSteps = 1000;

    /// <exception cref="ModelException">The layout is not the one that is read.</exception>
    public static void CheckVersion(JsonElement root, string file)
    {
        var version = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("schema_version", out var value)
            ? value
            : throw new ModelException(file, "'schema_version' is missing.");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != ModelCurves.CurrentSchemaVersion)
            throw Wrong(file, "schema_version", version.GetRawText(), $"{ModelCurves.CurrentSchemaVersion}, the layout that this version reads");
    }

    /// <exception cref="ModelException">A value cannot be.</exception>
    public static void Check(ModelCurves curves, string file)
    {
        Require(curves.ResidentBytes >= 0, file, "resident_bytes", curves.ResidentBytes, "at least 0");
        CheckLatency(curves.Latency, file);
        CheckLevels(curves, file);
    }

    private static void CheckLatency(MeasuredLatency latency, string file)
    {
        Require(latency.FixedSeconds >= 0, file, "latency.fixed_seconds", latency.FixedSeconds, "at least 0");
        Require(latency.Step.Count > 0, file, "latency.step", "empty", "a list of at least one measurement");
        for (var i = 0; i < latency.Step.Count; i++)
        {
            var (images, seconds) = latency.Step[i];
            var least = i == 0 ? 1 : latency.Step[i - 1].Images + 1;
            Require(images >= least, file, $"latency.step[{i}].images", images, $"at least {least}, in ascending order");
            Require(seconds > 0, file, $"latency.step[{i}].seconds", seconds, "above 0");
        }
    }

    private static void CheckLevels(ModelCurves curves, string file)
    {
        var levels = curves.Quality.Levels;
        var pictures = curves.Settings.Prompts.Count * curves.Settings.Seeds.Count;
        Require(pictures > 0, file, "settings.prompts", "or 'settings.seeds' is empty", "at least one prompt and one seed");
        Require(curves.Settings.ReferenceSteps <= MostSteps, file, "settings.reference_steps", curves.Settings.ReferenceSteps, $"at most {MostSteps}");
        Require(levels.Count > 0 && levels.All(level => level is not null), file, "quality.levels", "empty or has a null", "a list of at least one level");
        for (var i = 0; i < levels.Count; i++)
        {
            var (level, field) = (levels[i], $"quality.levels[{i}]");
            var least = i == 0 ? 1 : levels[i - 1].Steps + 1;
            Require(level.Steps >= least, file, $"{field}.steps", level.Steps, $"at least {least}, in ascending order");
            Require(level.FrechetDistance >= 0, file, $"{field}.frechet_distance", level.FrechetDistance, "at least 0");
            CheckScores(level.Ssim, $"{field}.ssim", ssim => ssim is >= -1 and <= 1, "from -1 to 1");
            CheckScores(level.TotalVariation, $"{field}.total_variation", variation => variation is >= 0 and <= 2, "from 0 to 2");
        }

        Require(levels[^1].Steps == curves.Settings.ReferenceSteps, file, "settings.reference_steps", curves.Settings.ReferenceSteps, $"{levels[^1].Steps}, the last of quality.levels");
        Require(levels[^1].Ssim.All(ssim => ssim == 1), file, $"quality.levels[{levels.Count - 1}].ssim", "below 1", "1 throughout: the reference is compared with itself");

        void CheckScores(IReadOnlyList<double> scores, string field, Func<double, bool> canBe, string expected)
        {
            Require(scores.Count == pictures, file, field, $"{scores.Count} numbers long", $"{pictures} numbers long, one for each prompt and seed");
            foreach (var score in scores)
                Require(canBe(score), file, field, score, expected);
        }
    }

    private static void Require(bool holds, string file, string field, object value, string expected)
    {
        if (!holds)
            throw Wrong(file, field, value, expected);
    }

    private static ModelException Wrong(string file, string field, object value, string expected) =>
        new(file, FormattableString.Invariant($"'{field}' is {value}; it must be {expected}."));
}

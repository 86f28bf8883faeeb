using System.Text.Json;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Calibration;

/// <summary>What the values of a curves file must be beyond their types. A fault names the field as it is written in the file.</summary>
/// <param name="file">Name of the file for messages.</param>
internal sealed class ModelCurvesChecks(string file)
{
    // Beyond any schedule, and few enough for the exact search of the three pieces.
    private const int MostSteps = 1000;

    /// <exception cref="ModelException">The layout is not the one that is read.</exception>
    public void CheckVersion(JsonElement root)
    {
        var version = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("schema_version", out var value)
            ? value
            : throw new ModelException(file, "'schema_version' is missing.");
        if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != ModelCurves.CurrentSchemaVersion)
            throw Wrong("schema_version", version.GetRawText(), $"{ModelCurves.CurrentSchemaVersion}, the layout that this version reads");
    }

    /// <exception cref="ModelException">A value cannot be.</exception>
    public void Check(ModelCurves curves)
    {
        Require(curves.ResidentBytes >= 0, "resident_bytes", curves.ResidentBytes, "at least 0");
        CheckLatency(curves.Latency);
        CheckLevels(curves);
    }

    private void CheckLatency(MeasuredLatency latency)
    {
        Require(latency.FixedSeconds >= 0, "latency.fixed_seconds", latency.FixedSeconds, "at least 0");
        Require(latency.Step.Count > 0, "latency.step", "empty", "a list of at least one measurement");
        for (var i = 0; i < latency.Step.Count; i++)
        {
            var (images, seconds) = latency.Step[i];
            var least = i == 0 ? 1 : latency.Step[i - 1].Images + 1;
            Require(images >= least, $"latency.step[{i}].images", images, $"at least {least}, in ascending order");
            Require(seconds > 0, $"latency.step[{i}].seconds", seconds, "above 0");
        }
    }

    private void CheckLevels(ModelCurves curves)
    {
        var levels = curves.Quality.Levels;
        var pictures = curves.Settings.Prompts.Count * curves.Settings.Seeds.Count;
        Require(pictures > 0, "settings.prompts", "or 'settings.seeds' is empty", "at least one prompt and one seed");
        Require(curves.Settings.ReferenceSteps <= MostSteps, "settings.reference_steps", curves.Settings.ReferenceSteps, $"at most {MostSteps}");
        Require(levels.Count > 0 && levels.All(level => level is not null), "quality.levels", "empty or has a null", "a list of at least one level");
        for (var i = 0; i < levels.Count; i++)
        {
            var (level, field) = (levels[i], $"quality.levels[{i}]");
            var least = i == 0 ? 1 : levels[i - 1].Steps + 1;
            Require(level.Steps >= least, $"{field}.steps", level.Steps, $"at least {least}, in ascending order");
            Require(level.FrechetDistance >= 0, $"{field}.frechet_distance", level.FrechetDistance, "at least 0");
            CheckScores(level.Ssim, $"{field}.ssim", ssim => ssim is >= -1 and <= 1, "from -1 to 1");
            CheckScores(level.TotalVariation, $"{field}.total_variation", variation => variation is >= 0 and <= 2, "from 0 to 2");
        }

        var (last, reference) = (levels[^1], curves.Settings.ReferenceSteps);
        Require(last.Steps == reference, "settings.reference_steps", reference, $"{last.Steps}, the last of quality.levels");
        Require(last.Ssim.All(ssim => ssim == 1), $"quality.levels[{levels.Count - 1}].ssim", "below 1", "1, the reference against itself");

        void CheckScores(IReadOnlyList<double> scores, string field, Func<double, bool> canBe, string expected)
        {
            Require(scores.Count == pictures, field, $"{scores.Count} numbers long", $"{pictures} numbers long, one for each prompt and seed");
            foreach (var score in scores)
                Require(canBe(score), field, score, expected);
        }
    }

    private void Require(bool holds, string field, object value, string expected)
    {
        if (!holds)
            throw Wrong(field, value, expected);
    }

    private ModelException Wrong(string field, object value, string expected) =>
        new(file, FormattableString.Invariant($"'{field}' is {value}; it must be {expected}."));
}

using System.Text;
using System.Text.Json;
using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Stages;

namespace EdgeAigc.Training;

/// <summary>Writes training.json: what a reader needs to repeat and to judge the training.</summary>
internal static class TrainingRecord
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(EmojiSettings settings, EmojiSplit split, (double Seen, double Unseen) decibels, IReadOnlyList<StageResult> stages)
    {
        var record = new
        {
            command = $"dotnet run -c Release --project src/EdgeAigc.Training -- emoji --seed {settings.Seed} --latent-steps {settings.LatentSteps}"
                + $" --prior-steps {settings.PriorSteps} --denoiser-steps {settings.DenoiserSteps}",
            seed = settings.Seed,
            packages = EmojiData.Packages,
            concepts = split.Training.Count,
            reconstructionDecibels = Math.Round(decibels.Seen, 2),
            heldOutReconstructionDecibels = Math.Round(decibels.Unseen, 2),
            stages = stages.Select(stage => new { stage.Stage, stage.Steps, stage.Parameters, Loss = Math.Round(stage.Loss, 4), Seconds = Math.Round(stage.Elapsed.TotalSeconds) }),
            files = ModelFile.List(settings.Out),
            heldOut = split.HeldOut.Select(emoji => emoji.Name),
        };
        var json = JsonSerializer.Serialize(record, Json);
        File.WriteAllText(Path.Combine(settings.Out, "training.json"), json + "\n", new UTF8Encoding(false));
    }
}

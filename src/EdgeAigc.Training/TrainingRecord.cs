using System.Text;
using System.Text.Json;
using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Stages;

namespace EdgeAigc.Training;

/// <summary>Writes training.json: what a reader needs to repeat and to judge the training.</summary>
internal static class TrainingRecord
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(
        string folder, RunSettings settings, ModelRecipe recipe, EmojiWords words, (double Seen, double Unseen) decibels, IReadOnlyList<StageResult> stages)
    {
        var record = new
        {
            command = FormattableString.Invariant(
                $"dotnet run -c Release --project src/EdgeAigc.Training -- emoji {recipe.Name} --seed {settings.Seed} --latent-steps {settings.LatentSteps} --scale {settings.Scale}"),
            seed = settings.Seed,
            packages = EmojiData.PackagesOf(recipe.Style),
            recipe = recipe.Identity,
            concepts = words.PicturesOf(recipe.Style).Count,
            reconstructionDecibels = Math.Round(decibels.Seen, 2),
            heldOutReconstructionDecibels = Math.Round(decibels.Unseen, 2),
            stages = stages.Select(stage => new { stage.Stage, stage.Steps, stage.Parameters, Loss = Math.Round(stage.Loss, 4), Seconds = Math.Round(stage.Elapsed.TotalSeconds) }),
            files = ModelFile.List(folder),
            heldOut = words.HeldOutOf(recipe.Style).Select(picture => picture.Emoji.Name),
        };
        var json = JsonSerializer.Serialize(record, Json);
        File.WriteAllText(Path.Combine(folder, "training.json"), json + "\n", new UTF8Encoding(false));
    }
}

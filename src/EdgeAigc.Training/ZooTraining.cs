using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Progress;
using EdgeAigc.Training.Prompts;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Sheet;
using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training;

/// <summary>From nothing to model folders: data, latent space, then for each recipe its networks, export and sheets.</summary>
internal sealed class ZooTraining(RunSettings settings, IProgressReport report, TimeProvider time)
{
    /// <param name="recipes">What to make.</param>
    /// <param name="output">Folder that holds the model folders.</param>
    /// <param name="cancellationToken">Stops with a checkpoint.</param>
    public async Task RunAsync(IReadOnlyList<ModelRecipe> recipes, string output, CancellationToken cancellationToken)
    {
        var data = await EmojiData.FetchAsync(Path.Combine(settings.Work, "packages"), report, cancellationToken);
        var keep = PromptList.Sheet.ToHashSet(StringComparer.Ordinal);
        var words = new EmojiWords(data, keep, settings.Seed, Path.Combine(settings.Work, "tokenizer"));
        report.Say($"{words.Split.Training.Count} concepts to train on, {words.Split.HeldOut.Count} held out");
        using var space = LearnSpace(words, cancellationToken);
        var training = new ModelTraining(settings, words, space, report, time);
        foreach (var recipe in recipes)
        {
            report.Say($"model {recipe.Name}");
            using var model = training.Train(recipe, cancellationToken);
            await WriteAsync(Path.Combine(output, recipe.Name), recipe, words, space, model, cancellationToken);
        }
    }

    private LatentSpace LearnSpace(EmojiWords words, CancellationToken cancellationToken)
    {
        var work = Path.Combine(settings.Work, "latent");
        WorkFolder.Open(work, settings.LatentIdentity);
        using var pictures = Pictures.Read([.. EmojiStyle.All.SelectMany(style => words.PicturesOf(style).Select(picture => picture.Path))]);
        random.manual_seed(settings.Seed);
        var space = new LatentSpace();
        space.Train(pictures, new StageRunner(work, (ulong)settings.Seed, report, time), settings.LatentSteps, cancellationToken);
        return space;
    }

    private async Task WriteAsync(
        string folder, ModelRecipe recipe, EmojiWords words, LatentSpace space, TrainedModel model, CancellationToken cancellationToken)
    {
        var decibels = (Quality(words.PicturesOf(recipe.Style)), Quality(words.HeldOutOf(recipe.Style)));
        ModelExport.Write(folder, recipe, words.Folder, space, model);
        ModelNotices.Write(folder, recipe.Style, recipe.From?.Style);
        TrainingRecord.Write(folder, settings, recipe, words, decibels, model.Stages);
        await new SheetDrawing(new(folder, settings.Seed), report, time).RunAsync(cancellationToken);
        ModelFile.RequireSmall(folder);
        report.Say($"wrote {folder}");

        double Quality(IReadOnlyList<(Emoji Emoji, string Path)> pictures) => space.ReconstructionDecibels([.. pictures.Select(picture => picture.Path)]);
    }
}

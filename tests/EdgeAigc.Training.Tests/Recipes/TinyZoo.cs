using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Tests.Stages;
using SkiaSharp;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Recipes;

/// <summary>Twenty small pictures with names, a latent space that is hardly trained, and recipes of a few steps.</summary>
internal sealed class TinyZoo : IDisposable
{
    private const int Concepts = 20;

    private readonly TemporaryFolder _folder = new();

    public TinyZoo()
    {
        Emojis = [.. Enumerable.Range(0, Concepts).Select(index => (Letter: (char)('a' + index), Code: $"1f6{index:x2}"))
            .Select(concept => new Emoji($"{concept.Letter}x thing", ["thing", $"word {concept.Letter}"], concept.Code))];
        Words = new(new(Emojis, WritePictures()), new HashSet<string>(["ax thing"]), seed: 1, _folder.File("tokenizer"));
        random.manual_seed(1);
        using var pictures = Pictures.Read([.. Words.PicturesOf(EmojiStyle.Noto).Select(picture => picture.Path)]);
        Space.Train(pictures, new(_folder.Path, 1, new SilentReport(), TimeProvider.System), steps: 1, CancellationToken.None);
    }

    public IReadOnlyList<Emoji> Emojis { get; }

    public EmojiWords Words { get; }

    public LatentSpace Space { get; } = new();

    /// <summary>A recipe that learns pictures.</summary>
    public static ModelRecipe Teacher { get; } = new()
    {
        Name = "teacher",
        Style = EmojiStyle.Noto,
        Shape = new(Width: 8, Blocks: 1, HintSide: 2),
        Variants = 3,
        PriorSteps = 2,
        DenoiserSteps = 4,
    };

    /// <summary>A recipe that distils another.</summary>
    public static ModelRecipe Student(ModelRecipe from, int firstSteps, int lastSteps, double guidance, int optimizerSteps = 3) => new()
    {
        Name = $"student {firstSteps} {lastSteps} {guidance} {optimizerSteps}",
        Style = from.Style,
        Shape = from.Shape,
        Variants = from.Variants,
        From = from,
        Halving = new(firstSteps, lastSteps, guidance, optimizerSteps),
    };

    public RunSettings Settings(string work) => new(_folder.File(work), Seed: 1, LatentSteps: 1);

    /// <summary>Trains a recipe in a work folder; a run to be interrupted is cancelled after a step of a stage.</summary>
    /// <returns>All weights and the stages that led to them.</returns>
    public (float[] Weights, string[] Stages) Train(ModelRecipe recipe, string work = "work", (string Stage, int Step)? interruptAfter = null)
    {
        using var interruption = new CancellationTokenSource();
        var report = new SilentReport((stage, step) =>
        {
            if ((stage, step) == interruptAfter)
                interruption.Cancel();
        });
        using var model = Training(Settings(work), report).Train(recipe, interruption.Token);
        return (Weights(model.Text, model.Denoiser), [.. model.Stages.Select(stage => stage.Stage)]);
    }

    public ModelTraining Training(RunSettings settings, SilentReport? report = null) =>
        new(settings, Words, Space, report ?? new SilentReport(), TimeProvider.System);

    public static float[] Weights(TextEncoder text, Denoiser denoiser) =>
        [.. text.parameters().Concat(denoiser.parameters()).SelectMany(parameter => parameter.data<float>().ToArray())];

    public void Dispose()
    {
        Space.Dispose();
        _folder.Dispose();
    }

    // Discs whose size and colour tell them apart.
    private string WritePictures()
    {
        var packages = _folder.File("packages");
        var folder = Path.Combine(NpmPackage.FolderOf(EmojiStyle.Noto.Package, packages), EmojiStyle.Noto.Folder);
        Directory.CreateDirectory(folder);
        using var picture = new SKBitmap(new SKImageInfo(64, 64, SKColorType.Rgba8888, SKAlphaType.Premul));
        using var canvas = new SKCanvas(picture);
        foreach (var (index, emoji) in Emojis.Index())
        {
            using var paint = new SKPaint { Color = SKColor.FromHsv(index * 18, 80, 90) };
            canvas.Clear(SKColors.Transparent);
            canvas.DrawCircle(32, 32, 10 + index, paint);
            using var file = File.Create(Path.Combine(folder, emoji.Code + EmojiStyle.Noto.Ending));
            picture.Encode(file, SKEncodedImageFormat.Png, 100);
        }

        return packages;
    }
}

using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Tokenizers;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Prompts;
using EdgeAigc.Training.Recipes;
using SkiaSharp;

namespace EdgeAigc.Training.Tests.Models;

/// <summary>Every model folder that is checked in is usable, small and complete.</summary>
public sealed class BundledModelTests
{
    private const long LargestZoo = 80_000_000;

    private static readonly string[] Pictures = ["sheet.png", "sheet-heldout.png", "curves.png"];
    private static readonly string[] Papers = ["LICENSE", "ATTRIBUTION.md", "README.md", "training.json", "curves.json", .. Pictures];

    public static TheoryData<string> Names => [.. BundledModels.Names];

    public static MatrixTheoryData<string, string> NamesAndPapers => new(BundledModels.Names, Papers);

    public static MatrixTheoryData<string, string> NamesAndPictures => new(BundledModels.Names, Pictures);

    [Fact]
    public void Folders_All_AreTheZoo() =>
        Assert.Equal(Zoo.Recipes.Select(recipe => recipe.Name).Order(StringComparer.Ordinal), BundledModels.Names);

    [Fact]
    public void Folders_Together_AreSmall() =>
        Assert.InRange(
            Directory.EnumerateFiles(BundledModels.Folder, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), 1, LargestZoo);

    /// <summary>Latents of one model are pictures in all of them, and a model can start from another's networks.</summary>
    [Theory]
    [InlineData("vae_decoder", "model.onnx")]
    [InlineData("vae_decoder", "config.json")]
    [InlineData("tokenizer", "vocab.json")]
    [InlineData("tokenizer", "merges.txt")]
    [InlineData("scheduler", "scheduler_config.json")]
    public void Folders_LatentSpaceAndWords_AreTheSameBytes(string part, string file) =>
        Assert.Single(BundledModels.Names.Select(name => Convert.ToBase64String(File.ReadAllBytes(BundledModels.PathOf(name, part, file)))).Distinct());

    [Theory]
    [MemberData(nameof(NamesAndPapers))]
    public void Folder_Papers_AreThere(string name, string paper) =>
        Assert.True(File.Exists(BundledModels.PathOf(name, paper)), $"models/{name}/{paper} is missing");

    [Theory]
    [MemberData(nameof(Names))]
    public void Folder_AllFiles_AreSmall(string name) => ModelFile.RequireSmall(BundledModels.PathOf(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Folder_Opened_IsAUsableModelOf64Pixels(string name)
    {
        var model = ModelFolder.TryOpen(BundledModels.PathOf(name), out var fault);

        Assert.Null(fault);
        Assert.Equal((64, 64, 8, 8), (model!.DefaultWidth, model.DefaultHeight, model.LatentScale, model.LatentChannels));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Folder_Opened_HasTheDefaultsOfItsRecipe(string name)
    {
        var (model, recipe) = (ModelFolder.TryOpen(BundledModels.PathOf(name), out _)!, Zoo.Find(name));

        Assert.Equal(
            (recipe.DefaultSteps, recipe.DefaultGuidance, recipe.MaxSteps ?? 1000, recipe.HasEncoder),
            (model.DefaultSteps, model.DefaultGuidance, model.MaxSteps, model.HasVaeEncoder));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Folder_Curves_AreReadAndOfThisModel(string name)
    {
        var curves = ModelCurvesFile.TryRead(BundledModels.PathOf(name), out var fault);

        Assert.Null(fault);
        Assert.Equal(name, curves?.Model);
    }

    [Theory]
    [MemberData(nameof(NamesAndPictures))]
    public void Folder_Sheets_ArePictures(string name, string picture)
    {
        using var codec = SKCodec.Create(BundledModels.PathOf(name, picture));

        Assert.True(
            codec is { EncodedFormat: SKEncodedImageFormat.Png, Info: { Width: > 500, Height: > 200 } }, $"models/{name}/{picture} is no sheet");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tokenizer_EveryWordOfTheSheet_IsOneToken(string name)
    {
        var tokenizer = ClipTokenizer.TryOpen(BundledModels.PathOf(name, "tokenizer"), out var fault);
        Assert.Null(fault);

        Assert.All(PromptList.Sheet, prompt => Assert.Equal(prompt.Split(' ').Length, tokenizer!.Encode(prompt).ContentTokens));
    }
}

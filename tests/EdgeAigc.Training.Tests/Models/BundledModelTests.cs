using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Tokenizers;
using EdgeAigc.Training.Export;

namespace EdgeAigc.Training.Tests.Models;

/// <summary>The model folder that is checked in is the one its papers speak of.</summary>
public sealed class BundledModelTests
{
    private static readonly string Folder = Find();

    [Fact]
    public void Folder_Opened_IsAUsableModelOf64Pixels()
    {
        var model = ModelFolder.TryOpen(Folder, out var fault);

        Assert.Null(fault);
        Assert.Equal((64, 64, 8, 8), (model!.DefaultWidth, model.DefaultHeight, model.LatentScale, model.LatentChannels));
    }

    [Fact]
    public void Folder_AllFiles_AreThereAndSmall()
    {
        foreach (var file in (string[])["LICENSE", "ATTRIBUTION.md", "README.md", "training.json", "sheet.png", "sheet-heldout.png"])
            Assert.True(File.Exists(Path.Combine(Folder, file)), $"{file} is missing");
        ModelFile.RequireSmall(Folder);
    }

    [Fact]
    public void Record_Files_HaveTheStatedLengthsAndHashes()
    {
        using var record = Record();
        var stated = record.RootElement.GetProperty("files").EnumerateArray().Select(file =>
            new ModelFile(file.GetProperty("path").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("sha256").GetString()!));

        Assert.Equal(ModelFile.List(Folder), stated);
    }

    [Fact]
    public void Tokenizer_EveryWordOfTheSheet_IsOneToken()
    {
        var tokenizer = ClipTokenizer.TryOpen(Path.Combine(Folder, "tokenizer"), out var fault);
        Assert.Null(fault);

        Assert.All(EdgeAigc.Training.Prompts.PromptList.Sheet, prompt => Assert.Equal(prompt.Split(' ').Length, tokenizer!.Encode(prompt).ContentTokens));
    }

    [Fact]
    public void Record_HeldOutNames_AreNotOnTheSheet()
    {
        using var record = Record();

        Assert.Empty(record.RootElement.GetProperty("heldOut").EnumerateArray().Select(name => name.GetString()!).Intersect(EdgeAigc.Training.Prompts.PromptList.Sheet));
    }

    private static JsonDocument Record() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "training.json")));

    private static string Find([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "models", "noto-emoji"));
}

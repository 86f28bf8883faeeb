using System.Text.Json;
using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Prompts;
using EdgeAigc.Training.Recipes;

namespace EdgeAigc.Training.Tests.Models;

/// <summary>Every model folder that is checked in is the one its papers speak of.</summary>
public sealed class BundledPapersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names => [.. BundledModels.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_Files_HaveTheStatedLengthsAndHashes(string name)
    {
        using var record = Record(name);
        var stated = record.RootElement.GetProperty("files").EnumerateArray().Select(file =>
            new ModelFile(file.GetProperty("path").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("sha256").GetString()!));

        Assert.Equal(ModelFile.List(BundledModels.PathOf(name)), stated);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_Command_MakesThisModelWithThisProgram(string name)
    {
        using var record = Record(name);
        var command = record.RootElement.GetProperty("command").GetString()!;
        var arguments = command.Split(" -- ")[^1].Split(' ');

        Assert.StartsWith("dotnet run -c Release --project src/EdgeAigc.Training -- ", command, StringComparison.Ordinal);
        Assert.Equal(["emoji", name], arguments.Take(2));
        var parsed = EmojiCommand.Create().Parse(arguments[1..]);
        Assert.Empty(parsed.Errors);
        Assert.Equal(1, parsed.GetValue<double>("--scale"));
        Assert.Equal(record.RootElement.GetProperty("seed").GetInt32(), parsed.GetValue<int>("--seed"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_Recipe_IsThatOfTheZoo(string name)
    {
        using var record = Record(name);
        var root = record.RootElement;

        Assert.True(root.TryGetProperty("recipe", out var recipe), $"models/{name}/training.json has no recipe");
        Assert.Equal(Zoo.Find(name).Identity, recipe.Deserialize<Dictionary<string, string>>());
        Assert.Equal(EmojiData.PackagesOf(Zoo.Find(name).Style), root.GetProperty("packages").EnumerateArray().Select(package => package.GetString()!));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_HeldOutNames_AreThereAndNotOnTheSheet(string name)
    {
        using var record = Record(name);
        var heldOut = record.RootElement.GetProperty("heldOut").EnumerateArray().Select(text => text.GetString()!).ToList();

        Assert.NotEmpty(heldOut);
        Assert.Empty(heldOut.Intersect(PromptList.Sheet));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Licence_Text_IsThatOfTheStyle(string name)
    {
        ModelNotices.Write(_folder.Path, Zoo.Find(name).Style, Zoo.Find(name).From?.Style);

        Assert.Equal(File.ReadAllBytes(_folder.File("LICENSE")), File.ReadAllBytes(BundledModels.PathOf(name, "LICENSE")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Attribution_Text_IsWhatTheProgramWrites(string name)
    {
        ModelNotices.Write(_folder.Path, Zoo.Find(name).Style, Zoo.Find(name).From?.Style);

        Assert.Equal(File.ReadAllText(_folder.File("ATTRIBUTION.md")), File.ReadAllText(BundledModels.PathOf(name, "ATTRIBUTION.md")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Readme_Text_NamesModelAndLicenceAndShowsTheSheet(string name)
    {
        var readme = File.ReadAllText(BundledModels.PathOf(name, "README.md"));

        Assert.StartsWith($"# {name}\n", readme, StringComparison.Ordinal);
        Assert.Contains("](sheet.png)", readme, StringComparison.Ordinal);
        Assert.Contains($"Licence: {Zoo.Find(name).Style.Licence.Name}", readme, StringComparison.Ordinal);
    }

    private static JsonDocument Record(string name) => JsonDocument.Parse(File.ReadAllText(BundledModels.PathOf(name, "training.json")));
}

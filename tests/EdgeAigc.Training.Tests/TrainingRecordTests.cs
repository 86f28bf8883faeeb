using System.Text.Json;
using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Tests.Export;
using EdgeAigc.Training.Tests.Recipes;

namespace EdgeAigc.Training.Tests;

public sealed class TrainingRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TinyZoo _zoo = new();
    private readonly RunSettings _settings = new("work", Seed: 7, LatentSteps: 4000, Scale: 0.25);

    public void Dispose()
    {
        _zoo.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string> Names => ZooTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Command_IsOneThatTheProgramUnderstands(string name)
    {
        using var record = Write(Zoo.Find(name));
        var command = record.RootElement.GetProperty("command").GetString()!;
        var arguments = command[(command.IndexOf(" emoji ", StringComparison.Ordinal) + " emoji ".Length)..];

        var parsed = EmojiCommand.Create().Parse(arguments);

        Assert.Empty(parsed.Errors);
        Assert.Equal([name], parsed.GetValue<string[]>("model")!);
        Assert.Equal((7, 4000, 0.25), (parsed.GetValue<int>("--seed"), parsed.GetValue<int>("--latent-steps"), parsed.GetValue<double>("--scale")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_Recipe_HasIdentityPackagesAndFiles(string name)
    {
        var recipe = Zoo.Find(name);
        using var record = Write(recipe);

        Assert.Equal(recipe.Identity, record.RootElement.GetProperty("recipe").Deserialize<Dictionary<string, string>>());
        Assert.Equal(EmojiData.PackagesOf(recipe.Style), Texts(record, "packages"));
        Assert.Equal(
            ModelFile.List(_folder.Path).Select(file => file.Sha256),
            record.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("sha256").GetString()!));
    }

    [Fact]
    public void Write_Style_CountsItsConceptsAndNamesThoseHeldOut()
    {
        using var record = Write(Zoo.Find("noto-emoji"));

        Assert.Equal(19, record.RootElement.GetProperty("concepts").GetInt32());
        Assert.Equal(_zoo.Words.Split.HeldOut.Select(emoji => emoji.Name), Texts(record, "heldOut"));
    }

    [Fact]
    public void Write_Stages_KeepTheirOrderAndFigures()
    {
        using var record = Write(Zoo.Find("noto-emoji"));

        Assert.Equal(
            [("latent", 4000, 12L, 0.1235, 61.0), ("denoiser", 10, 34L, 0.5, 2.0)],
            record.RootElement.GetProperty("stages").EnumerateArray().Select(stage => (
                stage.GetProperty("stage").GetString()!, stage.GetProperty("steps").GetInt32(), stage.GetProperty("parameters").GetInt64(),
                stage.GetProperty("loss").GetDouble(), stage.GetProperty("seconds").GetDouble())));
        Assert.Equal((26.12, 24.99), (
            record.RootElement.GetProperty("reconstructionDecibels").GetDouble(), record.RootElement.GetProperty("heldOutReconstructionDecibels").GetDouble()));
    }

    private static IEnumerable<string> Texts(JsonDocument record, string property) =>
        record.RootElement.GetProperty(property).EnumerateArray().Select(text => text.GetString()!);

    private JsonDocument Write(ModelRecipe recipe)
    {
        PlainModelFolder.Create(_folder.Path);
        TrainingRecord.Write(_folder.Path, _settings, recipe, _zoo.Words, (26.1234, 24.9876), [
            new("latent", 4000, 0.12345678, 12, TimeSpan.FromSeconds(60.7)),
            new("denoiser", 10, 0.5, 34, TimeSpan.FromSeconds(2.2)),
        ]);
        return JsonDocument.Parse(File.ReadAllText(_folder.File("training.json")));
    }
}

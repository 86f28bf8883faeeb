using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAigc.Diffusion.Calibration;

namespace EdgeAigc.Diffusion.Tests.Calibration;

public sealed class ModelCurvesFileTests : IDisposable
{
    private static readonly ModelCurves Curves = new SyntheticCalibration().Run();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSame()
    {
        ModelCurvesFile.Write(_folder.Path, Curves);

        var read = ModelCurvesFile.TryRead(_folder.Path, out var fault)!;

        Assert.Null(fault);
        Assert.Equal((Curves.Model, Curves.MeasuredAt, Curves.Machine, Curves.ResidentBytes), (read.Model, read.MeasuredAt, read.Machine, read.ResidentBytes));
        Assert.Equivalent(Curves.Settings, read.Settings, strict: true);
        Assert.Equal(Curves.Latency.Step, read.Latency.Step);
        Assert.Equal(Curves.Latency.Fit, read.Latency.Fit);
        Assert.Equal(Curves.Latency.FixedSeconds, read.Latency.FixedSeconds);
        Assert.Equivalent(Curves.Quality.Levels, read.Quality.Levels, strict: true);
        Assert.Equal(Curves.Quality.Isotonic, read.Quality.Isotonic);
        Assert.Equal(Curves.Quality.ThreePieceSsim, read.Quality.ThreePieceSsim);
        Assert.Equal(Curves.Quality.ThreePieceTotalVariation, read.Quality.ThreePieceTotalVariation);
    }

    [Fact]
    public void Write_OverAnOlderFile_ReplacesItAndLeavesNothingElse()
    {
        ModelCurvesFile.Write(_folder.Path, Curves with { Model = "older" });
        var path = ModelCurvesFile.Write(_folder.Path, Curves);

        Assert.Equal([path], Directory.GetFiles(_folder.Path));
        Assert.Equal("synthetic", ModelCurvesFile.TryRead(_folder.Path, out _)!.Model);
    }

    [Fact]
    public void Write_NumbersThatAreNone_LeavesTheOlderFileAsItWas()
    {
        var path = ModelCurvesFile.Write(_folder.Path, Curves);
        var before = File.ReadAllText(path);

        Assert.ThrowsAny<Exception>(() => ModelCurvesFile.Write(_folder.Path, Curves with { Latency = new() { Step = Curves.Latency.Step, FixedSeconds = double.NaN } }));

        Assert.Equal(before, File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_File_HasTheDocumentedFields()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(ModelCurvesFile.Write(_folder.Path, Curves)));

        var names = Names(json.RootElement, "").Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Documented(), names);
    }

    [Fact]
    public void TryRead_NoFile_IsNoFault()
    {
        Assert.Null(ModelCurvesFile.TryRead(_folder.Path, out var fault));
        Assert.Null(fault);
    }

    [Fact]
    public void TryRead_UnknownFieldsAndChangedFits_AreIgnored()
    {
        Edit(root =>
        {
            root["weather"] = "fine";
            root["latency"]!["percentiles"] = new JsonArray(1, 2);
            root["latency"]!["fit"]!["seconds_per_image"] = 99;
            root["quality"]!.AsObject().Remove("isotonic");
        });

        var read = ModelCurvesFile.TryRead(_folder.Path, out var fault);

        Assert.Null(fault);
        Assert.Equal(Curves.Latency.Fit, read!.Latency.Fit);
    }

    [Theory]
    [InlineData("schema_version", "2", "schema_version")]
    [InlineData("schema_version", "\"1\"", "schema_version")]
    [InlineData("schema_version", null, "schema_version")]
    [InlineData("model", null, "model")]
    [InlineData("model", "null", "model")]
    [InlineData("measured_at", "\"yesterday\"", "measured_at")]
    [InlineData("resident_bytes", "-1", "resident_bytes")]
    [InlineData("machine.device", null, "device")]
    [InlineData("settings.reference_steps", "99", "settings.reference_steps")]
    [InlineData("settings.reference_steps", "1001", "settings.reference_steps")]
    [InlineData("settings.prompts", "[\"sun\"]", "quality.levels[0].ssim")]
    [InlineData("settings.prompts", "[]", "settings.prompts")]
    [InlineData("latency.fixed_seconds", "-0.5", "latency.fixed_seconds")]
    [InlineData("latency.fixed_seconds", "\"fast\"", "latency.fixed_seconds")]
    [InlineData("latency.step", "[]", "latency.step")]
    [InlineData("latency.step.1.images", "1", "latency.step[1].images")]
    [InlineData("latency.step.2.seconds", "0", "latency.step[2].seconds")]
    [InlineData("latency.step.2.seconds", null, "seconds")]
    [InlineData("quality.levels", "[]", "quality.levels")]
    [InlineData("quality.levels.0", "null", "quality.levels")]
    [InlineData("quality.levels.3.steps", "3", "quality.levels[3].steps")]
    [InlineData("quality.levels.3.ssim", "[0.1, 0.2, 0.3, 1.5]", "quality.levels[3].ssim")]
    [InlineData("quality.levels.3.ssim", "[0.1]", "quality.levels[3].ssim")]
    [InlineData("quality.levels.3.total_variation", "[0, 0, 0, -1]", "quality.levels[3].total_variation")]
    [InlineData("quality.levels.3.frechet_distance", "-1", "quality.levels[3].frechet_distance")]
    [InlineData("quality.levels.11.ssim", "[1, 1, 1, 0.9]", "quality.levels[11].ssim")]
    public void TryRead_BadField_IsNamedWithItsFile(string field, string? json, string named)
    {
        Edit(root => Set(root, field.Split('.'), json));

        Assert.Null(ModelCurvesFile.TryRead(_folder.Path, out var fault));

        Assert.Equal(Path.GetFileName(_folder.Path) + "/curves.json", fault!.File);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"schema_version\": 1, \"schema_version\": 1}")]
    public void TryRead_NoSuchObject_IsAFault(string content)
    {
        File.WriteAllText(_folder.Of("curves.json"), content);

        Assert.Null(ModelCurvesFile.TryRead(_folder.Path, out var fault));
        Assert.NotNull(fault);
    }

    [Fact]
    public void Store_Folder_HoldsFileAndPicture()
    {
        var outcome = CalibrationOutcome.Store(_folder.Path, Curves);

        Assert.True(outcome.Completed);
        Assert.Equal([_folder.Of("curves.json"), _folder.Of("curves.png")], outcome.Files);
        Assert.Equal(outcome.Files, Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Store_FolderThatCannotBeWritten_KeepsTheCurvesAndSaysWhy()
    {
        var outcome = CalibrationOutcome.Store(_folder.Of("no", "such"), Curves);

        Assert.Same(Curves, outcome.Curves);
        Assert.Empty(outcome.Files);
        Assert.Contains("synthetic", outcome.FileProblem, StringComparison.Ordinal);
    }

    private void Edit(Action<JsonObject> change)
    {
        var path = ModelCurvesFile.Write(_folder.Path, Curves);
        var root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(root);
        File.WriteAllText(path, root.ToJsonString());
    }

    private static void Set(JsonNode node, string[] path, string? json)
    {
        foreach (var part in path[..^1])
            node = int.TryParse(part, out var index) ? node[index]! : node[part]!;
        if (json is null)
            node.AsObject().Remove(path[^1]);
        else if (int.TryParse(path[^1], out var last))
            node[last] = JsonNode.Parse(json);
        else
            node[path[^1]] = JsonNode.Parse(json);
    }

    // Names of values as paths, the entries of a list under one name.
    private static IEnumerable<string> Names(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Names(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(entry => Names(entry, path)),
        _ => [path],
    };

    // The first column of the table of fields in the document.
    private static IEnumerable<string> Documented() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "curves.md"))
            .SkipWhile(line => !line.StartsWith("| field", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]).Order(StringComparer.Ordinal);
}

using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tests.Calibration;

public sealed class CalibrationSettingsTests
{
    public static TheoryData<string, CalibrationSettings> Wrong() => new()
    {
        { "Prompts", new() { Prompts = [] } },
        { "Prompts", new() { Prompts = [.. Enumerable.Range(0, 1001).Select(i => $"{i}")] } },
        { "Prompts", new() { Prompts = ["sun", " "] } },
        { "Seeds", new() { Seeds = [] } },
        { "Seeds", new() { Seeds = [4, 4] } },
        { "Repetitions", new() { Repetitions = 0 } },
        { "Repetitions", new() { Repetitions = 1001 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_ValueOutOfRange_NamesIt(string parameter, CalibrationSettings settings)
    {
        var fault = settings.Check()!;

        Assert.Equal((JobFaultCode.InvalidParameter, parameter), (fault.Code, fault.Parameter));
        Assert.StartsWith(parameter, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DefaultsAndBounds_AreFine()
    {
        Assert.Null(new CalibrationSettings().Check());
        Assert.Null(new CalibrationSettings { Prompts = ["sun"], Seeds = [1, 2], Repetitions = 1000, Quick = true }.Check());
    }

    [Fact]
    public void Prompts_FolderWithoutTheFile_AreEverydayWords()
    {
        using var folder = new TemporaryFolder();

        var prompts = CalibrationPrompts.Of(folder.Path);

        Assert.Equal(24, prompts.Distinct().Count());
        Assert.Contains("red heart", prompts);
    }

    [Fact]
    public void Prompts_FolderWithTheFile_AreItsLines()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("calibration-prompts.txt"), "# ours\n\n a blue cup \r\nslow loris\n");

        Assert.Equal(["a blue cup", "slow loris"], CalibrationPrompts.Of(folder.Path));
    }

    [Fact]
    public void Prompts_FileWithoutAny_IsNamed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("calibration-prompts.txt"), "# nothing yet\n");

        var exception = Assert.Throws<ModelException>(() => CalibrationPrompts.Of(folder.Path));

        Assert.EndsWith("/calibration-prompts.txt", exception.Fault.File, StringComparison.Ordinal);
        Assert.Contains("0 prompts", exception.Fault.Message, StringComparison.Ordinal);
    }
}

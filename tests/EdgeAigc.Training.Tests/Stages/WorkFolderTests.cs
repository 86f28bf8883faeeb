using EdgeAigc.Training.Stages;

namespace EdgeAigc.Training.Tests.Stages;

public sealed class WorkFolderTests : IDisposable
{
    private static readonly Dictionary<string, string> Settings = new() { ["--seed"] = "1", ["--denoiser-steps"] = "10" };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_SameSettingsAgain_IsAccepted()
    {
        WorkFolder.Open(_folder.File("work"), Settings);
        WorkFolder.Open(_folder.File("work"), Settings);
    }

    [Fact]
    public void Open_OtherSettings_NamesTheSettingBothValuesAndTheWayOut()
    {
        WorkFolder.Open(_folder.Path, Settings);

        var fault = Assert.Throws<InvalidOperationException>(() => WorkFolder.Open(_folder.Path, new Dictionary<string, string>(Settings) { ["--seed"] = "2" }));

        Assert.Contains("--seed is 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("with 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--work", fault.Message, StringComparison.Ordinal);
    }
}

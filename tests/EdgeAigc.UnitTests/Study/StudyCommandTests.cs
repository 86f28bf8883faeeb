using EdgeAigc.Experiments.Study;

namespace EdgeAigc.UnitTests.Study;

public sealed class StudyCommandTests : IDisposable
{
    private readonly StudyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Study_FromAFile_WritesResultsAndReport()
    {
        File.WriteAllText(_folder.File("study.yaml"), TinyStudies.Text("users: [2]"));

        var (code, output, errors) = Run("--file", _folder.File("study.yaml"), "--out", _folder.File("out"), "--jobs", "1");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("20/20", output, StringComparison.Ordinal);
        Assert.Contains("20 rows in", output, StringComparison.Ordinal);
        Assert.Equal(21, File.ReadAllLines(_folder.File("out/results.csv")).Length);
        var page = File.ReadAllText(_folder.File("out/report.html"));

        File.Delete(_folder.File("out/report.html"));
        Assert.Equal(0, Run("--file", _folder.File("study.yaml"), "--out", _folder.File("out"), "--report-only").Code);
        Assert.Equal(page, File.ReadAllText(_folder.File("out/report.html")));
    }

    [Fact]
    public void Example_IsPrinted() => Assert.Equal((0, Resource.Text("Study.example.yaml"), ""), Run("--example"));

    [Fact]
    public void WithoutAFile_OrWithABadOne_SaysWhatToDo()
    {
        Assert.Equal((2, "", "--file: is missing; name a study, or print one with --example.\n"), Run());
        File.WriteAllText(_folder.File("bad.yaml"), "scenarios: 3");
        Assert.Equal((2, "", "scenarios: is 3; it must be a list that holds something.\n"), Run("--file", _folder.File("bad.yaml")));
    }

    [Fact]
    public void Jobs_BelowOne_IsRefused() => Assert.Contains("--jobs is 0", StudyCommand.Create().Parse(["--jobs", "0"]).Errors.Single().Message, StringComparison.Ordinal);

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = StudyCommand.Run(StudyCommand.Create().Parse(arguments), output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
    }
}

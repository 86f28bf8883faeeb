using System.Text.Json.Nodes;
using EdgeAigc.Experiments.Simulate;

namespace EdgeAigc.UnitTests.Simulation.Command;

public sealed class SimulateCommandTests : IDisposable
{
    private static readonly string[] Small = ["--nodes", "3", "--models", "12", "--minutes", "2", "--warm-up-minutes", "1", "--patience", "2"];
    private readonly string _folder = Directory.CreateTempSubdirectory("simulate").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_TwoPoliciesAndSeeds_PrintsARowForEach()
    {
        var (code, output, _) = Run([.. Small, "--stage-one", "lru", "market", "--stage-two", "equal", "--seeds", "2"]);
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, 6), (code, rows.Length));
        Assert.Equal(["lru", "lru", "market", "market"], rows[2..].Select(row => row.Split('|')[1].Trim()));
        Assert.All(rows, row => Assert.Equal(rows[0].Count(character => character == '|'), row.Count(character => character == '|')));
    }

    [Fact]
    public void Run_Json_HasARowForEachFrameAfterTheWarmUp()
    {
        var answer = JsonNode.Parse(Run([.. Small, "--json"]).Output)!.AsArray().Single()!;
        Assert.Equal(("market", "market", 1), ((string)answer["stageOne"]!, (string)answer["stageTwo"]!, (int)answer["seed"]!));
        Assert.Equal([60, 90], answer["frames"]!.AsArray().Select(frame => (double)frame!["startSeconds"]!));
        Assert.Equal((int)answer["requests"]!, answer["frames"]!.AsArray().Sum(frame => (int)frame!["requests"]!));
    }

    [Fact]
    public void Run_Record_ServesItsRequestsCompressed()
    {
        var trace = Path.Combine(_folder, "trace.csv");
        File.WriteAllText(trace, "arrival_seconds,model_id,group_id\n0,a,g\n86400,a,g\n86460,b,h\n172800,a,g\n");
        var answer = JsonNode.Parse(Run("--trace", trace, "--compression", "600", "--days", "2", "--warm-up-days", "1", "--nodes", "1", "--stage-one", "lru", "--json").Output)!.AsArray().Single()!;
        Assert.Equal((2, 3), ((int)answer["requests"]!, (int)answer["simulatedRequests"]!));
    }

    [Fact]
    public void Run_RecordedStatistics_ComeAsFastAsAsked()
    {
        var answer = JsonNode.Parse(Run("--recorded-statistics", "--models", "87", "--days", "1", "--compression", "600", "--nodes", "4", "--stage-one", "reuse", "--json").Output)!.AsArray().Single()!;
        Assert.InRange((int)answer["requests"]!, 300, 3000);
        // A day in 144 s; what is made of its requests ends later.
        var frames = answer["frames"]!.AsArray().Where(frame => (int)frame!["requests"]! > 0).Select(frame => (double)frame!["startSeconds"]!).ToList();
        Assert.InRange(frames[^1], 100, 144);
    }

    [Theory]
    [InlineData("best", "--stage-one", "best")]
    [InlineData("missing.csv", "--trace", "missing.csv")]
    [InlineData("0.5", "--cv", "0.5")]
    public void Run_WrongOption_IsNamedOnTheErrorStream(string told, string option, string value)
    {
        var (code, output, errors) = Run([.. Small, option, value]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(told, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_Help_TeachesByExamples() => Assert.Contains("--stage-one market gdsf lru", SimulateCommand.Create().Description!, StringComparison.Ordinal);

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var (command, options) = SimulateCommand.CreateWithOptions();
        return (SimulateCommand.Run(command.Parse(arguments), options, output, errors), output.ToString(), errors.ToString());
    }
}

using System.Text;
using System.Text.Json.Nodes;
using EdgeAigc.Client.Allocate;
using EdgeAigc.Core.Allocation;

namespace EdgeAigc.UnitTests.Allocation;

public sealed class SlotProblemReaderTests
{
    [Fact]
    public void Read_Example_CarriesEveryField()
    {
        var problem = Read(SlotFile.Example());
        Assert.Equal((1e8, 2.0, 1.5), (problem.EgressBitsPerSecond, problem.ComputeSeconds, problem.ReferenceSeconds));
        var request = Assert.Single(problem.Requests);
        Assert.Equal(
            ("r1", 1.25, 0.4, 0.01, 0.05, 0.02, 3.2e6, 5e7, 2.0, -1.0),
            (request.Id, request.Weight, request.LatencyPreference, request.WaitSeconds, request.FixedSeconds, request.StepSeconds, request.PayloadBits, request.MaxRateBitsPerSecond, request.DeadlineSeconds, request.RejectUtility));
        Assert.Equal([new(1, 0.1), new(4, 0.45), new(50, 1)], request.Quality);
    }

    [Theory]
    [InlineData("maxRateBitsPerSecond")]
    [InlineData("deadlineSeconds")]
    public void Read_LimitIsNullOrAbsent_IsInfinite(string field)
    {
        foreach (var file in (JsonObject[])[SlotFile.With($"requests[0].{field}", "null"), SlotFile.Without($"requests[0].{field}")])
        {
            var request = Read(file).Requests[0];
            Assert.True(double.IsPositiveInfinity(field == "deadlineSeconds" ? request.DeadlineSeconds : request.MaxRateBitsPerSecond));
        }
    }

    [Fact]
    public void Read_LevelsInAnyOrder_Ascend() =>
        Assert.Equal([1, 4, 50], Read(SlotFile.With("requests[0].quality", "[[50, 1.0], [1, 0.1], [4, 0.45]]")).Requests[0].Quality.Select(level => level.Steps));

    [Theory]
    [InlineData("node", "[]", "node is a list; it must be an object.")]
    [InlineData("node.egressBitsPerSecond", "0", "node.egressBitsPerSecond is 0; it must be above 0.")]
    [InlineData("node.egressBitsPerSecond", "null", "node.egressBitsPerSecond is null; it must be a number.")]
    [InlineData("node.computeSeconds", "-1", "node.computeSeconds is -1; it must be at least 0.")]
    [InlineData("node.referenceSeconds", "\"1\"", "node.referenceSeconds is a string; it must be a number.")]
    [InlineData("node.speed", "1", "node.speed is unknown")]
    [InlineData("comment", "1", "comment is unknown; the fields there are node, requests.")]
    [InlineData("requests", "{}", "requests is an object; it must be a list.")]
    [InlineData("requests[0]", "7", "requests[0] is a number; it must be an object.")]
    [InlineData("requests[0].id", "7", "requests[0].id is a number; it must be a string.")]
    [InlineData("requests[0].id", "\"\"", "requests[0].id is empty")]
    [InlineData("requests[0].weight", "-0.5", "requests[0].weight is -0.5; it must be at least 0.")]
    [InlineData("requests[0].weight", "true", "requests[0].weight is a truth value; it must be a number.")]
    [InlineData("requests[0].weight", "1e999", "requests[0].weight is 1e999; it must be finite.")]
    [InlineData("requests[0].latencyPreference", "1.01", "requests[0].latencyPreference is 1.01; it must be from 0 to 1.")]
    [InlineData("requests[0].maxRateBitsPerSecond", "0", "requests[0].maxRateBitsPerSecond is 0; it must be above 0.")]
    [InlineData("requests[0].deadlineSeconds", "\"soon\"", "requests[0].deadlineSeconds is a string; it must be a number or null.")]
    [InlineData("requests[0].quality", "[]", "requests[0].quality is empty; it must have at least one level.")]
    [InlineData("requests[0].quality[1]", "[4]", "requests[0].quality[1] has 1 values; it must have two, steps and quality.")]
    [InlineData("requests[0].quality[1]", "4", "requests[0].quality[1] is a number; it must be a list.")]
    [InlineData("requests[0].quality[1][0]", "4.5", "requests[0].quality[1][0] is 4.5; it must be a whole number.")]
    [InlineData("requests[0].quality[1][0]", "0", "requests[0].quality[1][0] is 0; it must be from 1 to 2147483647.")]
    [InlineData("requests[0].quality[1][0]", "1", "requests[0].quality[1][0] is 1, which is there already")]
    [InlineData("requests[0].quality[1][1]", "1.5", "requests[0].quality[1][1] is 1.5; it must be from 0 to 1.")]
    [InlineData("requests[0].priority", "1", "requests[0].priority is unknown")]
    public void Read_BadValue_NamesTheFieldByPath(string path, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<ProblemFileException>(() => Read(SlotFile.With(path, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("node")]
    [InlineData("requests")]
    [InlineData("node.computeSeconds")]
    [InlineData("requests[0].id")]
    [InlineData("requests[0].rejectUtility")]
    [InlineData("requests[0].quality")]
    public void Read_MissingField_NamesIt(string path) =>
        Assert.Equal($"{path} is missing.", Assert.Throws<ProblemFileException>(() => Read(SlotFile.Without(path))).Message);

    [Fact]
    public void Read_SameIdTwice_NamesBoth()
    {
        var file = SlotFile.Example();
        file["requests"]!.AsArray().Add(file["requests"]![0]!.DeepClone());
        Assert.StartsWith("requests[1].id is 'r1', as is that of requests[0]", Assert.Throws<ProblemFileException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{ \"node\": {}, // a comment\n \"requests\": [] }")]
    [InlineData("{ \"requests\": [], \"requests\": [] }")]
    public void Read_NoJson_SaysSo(string text) =>
        Assert.StartsWith("The file is no JSON", Assert.Throws<ProblemFileException>(() => SlotProblemReader.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    private static SlotProblem Read(JsonObject file) => SlotProblemReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString()));
}

using System.Text.Json.Nodes;
using EdgeAigc.Client;
using EdgeAigc.Client.Plan;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.UnitTests.Client.Plan;

public sealed class PlanCommandTests
{
    private const string Sample =
        """
        {
          "objective": { "latencyPreference": 0.5, "referenceSeconds": 1.0, "switchCostPerSecond": 0.01 },
          "nodes": [
            { "name": "a", "memoryBytes": 8e9, "diskBytes": 1e11, "speed": 1.0, "maxUtilization": 0.9, "zone": "z1", "resident": ["m1"], "onDisk": ["m1", "m2"] },
            { "name": "b", "memoryBytes": 8e9, "diskBytes": 1e11, "speed": 1.0, "maxUtilization": 0.9, "zone": null, "resident": [], "onDisk": [] } ],
          "models": [
            { "name": "m1", "memoryBytes": 2e9, "diskBytes": 2e9, "secondsPerRequest": 0.5, "quality": 0.9, "loadSeconds": { "disk": 3, "peer": 20, "origin": 45 }, "cloudUtility": 0.1 },
            { "name": "m2", "memoryBytes": 2e9, "diskBytes": 2e9, "secondsPerRequest": 0.5, "quality": 0.9, "loadSeconds": { "disk": 1, "peer": 20, "origin": 45 } } ],
          "demand": [ { "node": "a", "model": "m1", "requestsPerSecond": 0.4 }, { "node": "a", "model": "m2", "requestsPerSecond": 2 } ],
          "latencySeconds": [ { "from": "a", "to": "b", "seconds": 0.02 } ],
          "pins": [ { "node": "a", "model": "m1" } ],
          "exclusions": [ { "node": "b", "model": "m2" } ],
          "minReplicas": [ { "model": "m1", "count": 2 } ]
        }
        """;

    [Fact]
    public async Task Run_Sample_PrintsTheAnswerOfTheContractAndNothingElse()
    {
        var (code, output, errors) = await RunAsync(Sample);
        Assert.Equal((ExitCodes.Success, ""), (code, errors));
        var answer = JsonNode.Parse(output)!.AsObject();
        Assert.Equal(
            ["policy", "value", "upperBound", "relativeGap", "elapsedMilliseconds", "placement", "routing", "unserved"],
            answer.Select(field => field.Key));
        Assert.Equal("""{"node":"a","resident":["m1","m2"],"load":[{"model":"m2","source":"disk"}],"unload":[]}""", answer["placement"]![0]!.ToJsonString());
        Assert.Equal("""{"node":"b","resident":["m1"],"load":[{"model":"m1","source":"peer"}],"unload":[]}""", answer["placement"]![1]!.ToJsonString());
        Assert.Equal(["from", "to", "model", "requestsPerSecond"], answer["routing"]![0]!.AsObject().Select(field => field.Key));
        // 1 s of work of m2, of which node a does 0.9; m1 is better off at b than the 0.1 of the cloud.
        var unserved = Assert.Single(answer["unserved"]!.AsArray())!.AsObject();
        Assert.Equal(["node", "model", "requestsPerSecond"], unserved.Select(field => field.Key));
        Assert.Equal(0.2, (double)unserved["requestsPerSecond"]!, 1e-9);
    }

    [Theory]
    [InlineData("nodes[0].speed: is \"fast\"; it must be a number.", "\"speed\": 1.0", "\"speed\": \"fast\"")]
    [InlineData("nodes[0].sped: is not a field that is known here; remove it.", "\"speed\": 1.0", "\"speed\": 1, \"sped\": 1.0")]
    [InlineData("models[0].loadSeconds.peer: is missing; it must be a number.", "\"peer\": 20,", "")]
    [InlineData("demand[0].requestsPerSecond: is -1; it must be at least 0.", "0.4 }", "-1 }")]
    [InlineData("minReplicas[0].count: is 2.5; it must be a whole number.", "\"count\": 2", "\"count\": 2.5")]
    [InlineData("nodes[0].onDisk[1]: is 7; it must be a text.", "\"m1\", \"m2\"", "\"m1\", 7")]
    [InlineData("pins: is {}; it must be a list.", "[ { \"node\": \"a\", \"model\": \"m1\" } ]", "{}")]
    [InlineData("latencySeconds[0]: is 3; it must be an object.", "{ \"from\": \"a\", \"to\": \"b\", \"seconds\": 0.02 }", "3")]
    [InlineData("models[1].quality: is missing; it must be a number.", "\"quality\": 0.9, \"loadSeconds\": { \"disk\": 1", "\"loadSeconds\": { \"disk\": 1")]
    [InlineData("minReplicas[0]: m1: needs 3 nodes, but only 2 can hold it beside their pins; lower the count.", "\"count\": 2", "\"count\": 3")]
    public async Task Run_WrongField_IsNamedOnTheErrorStream(string expected, string good, string wrong)
    {
        var (code, output, errors) = await RunAsync(Sample.Replace(good, wrong, StringComparison.Ordinal));
        Assert.Equal((ExitCodes.Invalid, ""), (code, output));
        Assert.Contains(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.EndsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "nodes": [], "nodes": [] }""")]
    public async Task Run_NotJson_IsSaid(string text)
    {
        var (code, output, errors) = await RunAsync(text);
        Assert.Equal((ExitCodes.Invalid, ""), (code, output));
        Assert.Contains("is not JSON", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnknownPolicy_NamesThoseThatAre()
    {
        var (code, _, errors) = await RunAsync(Sample, "best");
        Assert.Equal(ExitCodes.Invalid, code);
        Assert.Contains("market, random, static", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_RequiredFields_AreThoseThatTheReaderMisses()
    {
        var required = Objects(JsonNode.Parse(PlanSchema.Text)!, "").SelectMany(found => found.Node["required"]!.AsArray().Select(name => Join(found.Path, (string)name!)));
        var (_, faults) = PlanProblemFile.Read("""{ "objective": {}, "nodes": [{}], "models": [{ "loadSeconds": {} }], "demand": [{}], "latencySeconds": [{}], "pins": [{}], "exclusions": [{}], "minReplicas": [{}] }"""u8.ToArray());
        var missed = faults.Select(fault => fault.Path.Replace("[0]", "", StringComparison.Ordinal));
        // What the file above has is not missed.
        Assert.Equal(required.Except(["objective", "nodes", "models", "demand", "models.loadSeconds"]).Order(StringComparer.Ordinal), missed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schema_AllFields_AreThoseOfTheSample()
    {
        var known = Objects(JsonNode.Parse(PlanSchema.Text)!, "").SelectMany(found => found.Node["properties"]!.AsObject().Select(field => Join(found.Path, field.Key)));
        Assert.Equal(known.Order(StringComparer.Ordinal), Fields(JsonNode.Parse(Sample)!, "").Distinct().Order(StringComparer.Ordinal));
        Assert.All(Objects(JsonNode.Parse(PlanSchema.Text)!, ""), found => Assert.False((bool)found.Node["additionalProperties"]!));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string json, string policy = PlacementPolicyNames.Market)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, json, TestContext.Current.CancellationToken);
            using var output = new StringWriter { NewLine = "\n" };
            using var errors = new StringWriter { NewLine = "\n" };
            var code = await PlanCommand.RunAsync(path, policy, new() { PatienceRounds = 20 }, output, errors, TestContext.Current.CancellationToken);
            return (code, output.ToString(), errors.ToString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static IEnumerable<(string Path, JsonObject Node)> Objects(JsonNode schema, string path)
    {
        if (schema["items"] is { } items)
            return Objects(items, path);
        return schema["properties"] is JsonObject properties
            ? [(path, schema.AsObject()), .. properties.SelectMany(field => Objects(field.Value!, Join(path, field.Key)))]
            : [];
    }

    private static IEnumerable<string> Fields(JsonNode? node, string path) => node switch
    {
        JsonArray rows => rows.SelectMany(row => Fields(row, path)),
        JsonObject fields => fields.SelectMany(field => Fields(field.Value, Join(path, field.Key)).Prepend(Join(path, field.Key))),
        _ => [],
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeAigc.Client.Allocate;
using EdgeAigc.UnitTests.Projects;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>The schema, the reader and the documentation say the same.</summary>
public sealed class AllocateSchemaTests
{
    private static readonly string[] Numbers =
    [
        "node.egressBitsPerSecond", "node.computeSeconds", "node.referenceSeconds", "requests[0].weight", "requests[0].latencyPreference",
        "requests[0].waitSeconds", "requests[0].fixedSeconds", "requests[0].stepSeconds", "requests[0].payloadBits",
        "requests[0].maxRateBitsPerSecond", "requests[0].deadlineSeconds", "requests[0].rejectUtility", "requests[0].quality[1][0]",
        "requests[0].quality[1][1]",
    ];

    private static readonly string[] Others = ["node", "requests", "requests[0]", "requests[0].id", "requests[0].quality", "requests[0].quality[1]", "extra", "node.extra", "requests[0].extra"];

    private static readonly string[] Values = ["-1", "-0.001", "0", "0.5", "1", "1.5", "7", "2e9", "3e9", "null", "\"\"", "\"a\"", "true", "[]", "{}", "[1]", "[7, 0.2]", "[7, 0.2, 1]", "[[7, 0.2]]"];

    private static readonly JsonObject Schema = JsonNode.Parse(AllocateSchema.Text)!.AsObject();

    [Fact]
    public void Text_NamesItsDraft() =>
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", Schema["$schema"]!.GetValue<string>());

    [Fact]
    public void Schema_AnyValueAnywhere_AgreesWithTheReader()
    {
        foreach (var path in Numbers.Concat(Others))
        {
            foreach (var value in Values)
            {
                // That steps come once is beyond a schema.
                if (path.EndsWith("[1][0]", StringComparison.Ordinal) && value == "1")
                    continue;
                var file = SlotFile.With(path, value);
                Assert.True(SchemaValidator.IsValid(Schema, file) == Reads(file), $"Schema and reader differ on {path} = {value}.");
            }
        }
    }

    [Fact]
    public void Schema_AnyFieldMissing_AgreesWithTheReader()
    {
        foreach (var path in Numbers.Concat(Others).Where(path => !path.EndsWith(']') && !path.EndsWith("extra", StringComparison.Ordinal)))
        {
            var file = SlotFile.Without(path);
            Assert.True(SchemaValidator.IsValid(Schema, file) == Reads(file), $"Schema and reader differ without {path}.");
        }
    }

    [Fact]
    public void Documentation_Example_IsValid()
    {
        var example = Regex.Match(Documentation(), "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var file = JsonNode.Parse(example)!.AsObject();
        Assert.True(SchemaValidator.IsValid(Schema, file));
        Assert.True(Reads(file));
    }

    [Fact]
    public void Documentation_Tables_NameEveryField()
    {
        var text = Documentation();
        var fields = Schema["properties"]!["node"]!["properties"]!.AsObject()
            .Concat(Schema["properties"]!["requests"]!["items"]!["properties"]!.AsObject());
        Assert.All(fields, field => Assert.Contains($"| `{field.Key}` |", text, StringComparison.Ordinal));
    }

    private static bool Reads(JsonObject file)
    {
        try
        {
            SlotProblemReader.Read(Encoding.UTF8.GetBytes(file.ToJsonString()));
            return true;
        }
        catch (ProblemFileException)
        {
            return false;
        }
    }

    private static string Documentation() => File.ReadAllText(Path.Combine(ProjectFiles.Top, "docs", "formats.md"));
}

using System.CommandLine;
using System.IO.Compression;
using System.Text.Json.Nodes;
using EdgeAigc.Core.Caching;
using EdgeAigc.Experiments.Replay;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.UnitTests.Replay;

public sealed class ReplayCommandTests : IDisposable
{
    private const string Header = "arrival_seconds,style,model_id,group_id\n";
    private const string Sample = Header + "0,x,a,G0\n10,,b,G1\n20,\"s,t\",a,G0\n86410,,c,G1\n86420,,a,G0\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("replay").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_Sample_PrintsTheAnswerOfTheContractAndNothingElse()
    {
        var (code, output, errors) = Run("--trace", Write("trace.csv", Sample), "--nodes", "1", "--models-per-node", "2", "--policy", "lru", "--routing", "home");
        Assert.Equal((0, ""), (code, errors));
        var answer = JsonNode.Parse(output)!.AsObject();
        Assert.Equal(["policy", "routing", "nodes", "modelsPerNode", "requests", "hits", "hitRatio", "loads", "loadsPerDay", "seconds"], answer.Select(field => field.Key));
        // a and b are loaded, a hits; c replaces b, a hits.
        Assert.Equal(("lru", "home", 1, 2), ((string)answer["policy"]!, (string)answer["routing"]!, (int)answer["nodes"]!, (int)answer["modelsPerNode"]!));
        Assert.Equal((5, 2, 0.4, 3), ((int)answer["requests"]!, (int)answer["hits"]!, (double)answer["hitRatio"]!, (int)answer["loads"]!));
        Assert.Equal(3 / (86_420 / 86_400.0), (double)answer["loadsPerDay"]!, 1e-9);
    }

    [Fact]
    public void Run_CompressedWithWarmUpAndSplit_CountsTheRestOnly()
    {
        var packed = Path.Combine(_folder, "trace.csv.gz");
        using (var stream = new StreamWriter(new GZipStream(File.Create(packed), CompressionMode.Compress)))
            stream.Write(Sample);
        var before = Write("before.csv", Header + "500,,c,G0\n");
        var (_, output, _) = Run("--trace", packed, "--nodes", "1", "--models-per-node", "3", "--policy", "lru", "--warmup", before, "--split-seconds", "20");
        var answer = JsonNode.Parse(output)!;
        Assert.Equal((3, 3, 0), ((int)answer["requests"]!, (int)answer["hits"]!, (int)answer["loads"]!));
    }

    [Fact]
    public void Run_ClusterRouting_UsesTheMemoryOfAllNodes()
    {
        var trace = Write("trace.csv", Header + "0,,a,G0\n1,,b,G0\n2,,a,G0\n3,,b,G0\n");
        Assert.Equal(2, (int)JsonNode.Parse(Run("--trace", trace, "--nodes", "2", "--models-per-node", "1", "--policy", "lru", "--routing", "cluster").Output)!["hits"]!);
        Assert.Equal(0, (int)JsonNode.Parse(Run("--trace", trace, "--nodes", "2", "--models-per-node", "1", "--policy", "lru", "--routing", "home").Output)!["hits"]!);
    }

    [Fact]
    public void Run_ClusterOfLru_IsOneLargeLru()
    {
        var random = new Random(1);
        var trace = Write("trace.csv", Header + string.Concat(Enumerable.Range(0, 2000).Select(index => $"{index},,m{(int)(20 * Math.Pow(random.NextDouble(), 2))},G{random.Next(9)}\n")));
        foreach (var policy in new[] { ModelCacheNames.Lru, ModelCacheNames.Opt })
        {
            var answers = new[] { ("3", "2", "cluster"), ("1", "6", "home") }
                .Select(shape => JsonNode.Parse(Run("--trace", trace, "--nodes", shape.Item1, "--models-per-node", shape.Item2, "--policy", policy, "--routing", shape.Item3).Output)!);
            Assert.Single(answers.Select(answer => (int)answer["hits"]!).Distinct());
        }
    }

    [Theory]
    [InlineData("line 3: arrival_seconds: is 'soon'; it must be a number of seconds.", "10,,b", "soon,,b")]
    [InlineData("line 4: arrival_seconds: is 5, before the row above; sort the file by arrival.", "20,", "5,")]
    [InlineData("line 3: model_id: is missing; every request needs one.", "10,,b", "10,,")]
    [InlineData("group_id: is missing; add the column.", "group_id", "tenant")]
    public void Run_WrongField_IsNamedOnTheErrorStream(string expected, string good, string wrong)
    {
        var (code, output, errors) = Run("--trace", Write("trace.csv", Sample.Replace(good, wrong, StringComparison.Ordinal)));
        Assert.Equal((2, ""), (code, output));
        Assert.EndsWith(expected, errors.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nodes: is 0; it must be at least 1.", "--nodes", "0")]
    [InlineData("--models-per-node: is -2; it must be at least 1.", "--models-per-node", "-2")]
    [InlineData("--routing: is 'away'; it must be one of home, cluster.", "--routing", "away")]
    [InlineData("--churn-margin: is 2; it must lie between 0 and 1.", "--churn-margin", "2")]
    [InlineData("--split-seconds: is 1000000000, after the last request at 86420; give an earlier time.", "--split-seconds", "1e9")]
    [InlineData("--policy: is 'fifo'; it must be one of market, lru, lfu, gdsf, modelmesh, static, random, opt.", "--policy", "fifo")]
    public void Run_WrongOption_IsNamedOnTheErrorStream(string expected, params string[] options)
    {
        var (code, output, errors) = Run(["--trace", Write("trace.csv", Sample), .. options]);
        Assert.Equal((2, "", expected), (code, output, errors.TrimEnd()));
    }

    [Fact]
    public void Run_MissingFile_IsNamed()
    {
        var (code, _, errors) = Run("--trace", "nowhere.csv");
        Assert.Equal(2, code);
        Assert.StartsWith("nowhere.csv: cannot be read", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Tenant_IsItsMd5ModuloTheNodes()
    {
        // md5("a") as RFC 1321 lists it: 0cc175b9c0f1b6a831c399e269772661, whose last hexadecimal digit is 1.
        Assert.Equal(1, HomeNode.Of("a", 16));
        Assert.Equal(0x61, HomeNode.Of("a", 256));
        Assert.Equal(0, HomeNode.Of("a", 1));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Code, string Output, string Errors) Run(params string[] options)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var parsed = ReplayExperiment.Create().Parse(options);
        Assert.Empty(parsed.Errors);
        return (ReplayExperiment.Run(parsed, output, errors), output.ToString(), errors.ToString());
    }
}

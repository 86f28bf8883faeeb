namespace EdgeAigc.UnitTests.Projects;

public sealed class ProjectReferenceTests
{
    // The one place that says who may see whom; docs/architecture.md draws it.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["EdgeAigc.Contracts"] = [],
        ["EdgeAigc.Core"] = [],
        ["EdgeAigc.Diffusion"] = ["EdgeAigc.Core"],
        ["EdgeAigc.ModelStore"] = [],
        ["EdgeAigc.Onnx"] = [],
        ["EdgeAigc.Grains"] = ["EdgeAigc.Contracts", "EdgeAigc.Core", "EdgeAigc.Diffusion", "EdgeAigc.ModelStore"],
        ["EdgeAigc.Gateway"] = ["EdgeAigc.Contracts"],
        ["EdgeAigc.Extensions.AI"] = ["EdgeAigc.Contracts"],
        ["EdgeAigc.Simulation"] = ["EdgeAigc.Core"],
        ["EdgeAigc.Training"] = ["EdgeAigc.Diffusion", "EdgeAigc.Onnx", "EdgeAigc.Simulation"],
        ["EdgeAigc.Silo"] = ["EdgeAigc.Gateway", "EdgeAigc.Grains"],
        ["EdgeAigc.Client"] = ["EdgeAigc.Contracts", "EdgeAigc.Core"],
        ["EdgeAigc.Allocation.Benchmarks"] = ["EdgeAigc.Core", "EdgeAigc.Simulation"],
        ["EdgeAigc.Benchmarks"] = ["EdgeAigc.Diffusion"],
        ["EdgeAigc.Experiments"] = ["EdgeAigc.Core", "EdgeAigc.Simulation"],
        ["EdgeAigc.Load"] = ["EdgeAigc.Gateway", "EdgeAigc.Grains", "EdgeAigc.Onnx", "EdgeAigc.Simulation"],
        ["EdgeAigc.UnitTests"] = ["EdgeAigc.Client", "EdgeAigc.Core", "EdgeAigc.Experiments", "EdgeAigc.ModelStore", "EdgeAigc.Simulation"],
        ["EdgeAigc.Diffusion.Tests"] = ["EdgeAigc.Diffusion", "EdgeAigc.Onnx"],
        ["EdgeAigc.Cluster.Tests"] = ["EdgeAigc.Extensions.AI", "EdgeAigc.Grains"],
        ["EdgeAigc.Gateway.Tests"] = ["EdgeAigc.Gateway"],
        ["EdgeAigc.Training.Tests"] = ["EdgeAigc.Training"],
        ["EdgeAigc.EndToEnd.Tests"] = ["EdgeAigc.Client", "EdgeAigc.Silo"],
    };

    // Packages that may appear in one place only: mathematics, native code, trainers, the actor runtime.
    private static readonly Dictionary<string, string[]> Owners = new(StringComparer.Ordinal)
    {
        ["TorchSharp-cpu"] = ["EdgeAigc.Training"],
        ["MathNet.Numerics"] = ["EdgeAigc.Core"],
        ["Google.OrTools"] = ["EdgeAigc.UnitTests"],
        ["ScottPlot"] = ["EdgeAigc.Diffusion"],
        ["Google.Protobuf"] = ["EdgeAigc.Onnx"],
        ["Microsoft.Extensions.AI.Abstractions"] = ["EdgeAigc.Extensions.AI"],
        ["Microsoft.ML.OnnxRuntime.Managed"] = ["EdgeAigc.Benchmarks", "EdgeAigc.Diffusion", "EdgeAigc.Load"],
        ["YamlDotNet"] = ["EdgeAigc.Simulation"],
        ["OpenAI"] = ["EdgeAigc.EndToEnd.Tests", "EdgeAigc.Grains"],
        ["Microsoft.Orleans.Server"] = ["EdgeAigc.Load", "EdgeAigc.Silo"],
        ["Microsoft.Orleans.Client"] = ["EdgeAigc.Client"],
    };

    [Fact]
    public void EveryProject_References_AreThoseOfTheTable()
    {
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), ProjectFiles.All.Keys);
        Assert.All(Allowed, row => Assert.Equal(row.Value, ProjectFiles.References(row.Key, "ProjectReference")));
    }

    [Fact]
    public void Core_Packages_AreMathematicsOnly() =>
        Assert.Equal(["MathNet.Numerics"], ProjectFiles.All["EdgeAigc.Core"].Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value));

    [Fact]
    public void HeavyPackages_AreReferencedByTheirOwnersOnly() =>
        Assert.All(Owners, row => Assert.Equal(
            row.Value,
            ProjectFiles.All.Keys.Where(project => ProjectFiles.All[project].Descendants("PackageReference").Any(item => item.Attribute("Include")?.Value == row.Key))));

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(ProjectFiles.Top, "EdgeAigc.sln"));
        Assert.All(ProjectFiles.All.Keys, project => Assert.Contains($"{project}.csproj", solution, StringComparison.Ordinal));
    }
}

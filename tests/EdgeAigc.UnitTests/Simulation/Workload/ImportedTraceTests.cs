using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.UnitTests.Simulation.Workload;

public sealed class ImportedTraceTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void OfImages_Columns_AreFoundByName()
    {
        File.WriteAllText(_path, "group_id,arrival_seconds,style,model_id\ng1,0,,a\n\"g,2\",60,x,b\ng1,120,,a\n");
        var trace = ImportedTrace.OfImages(_path);
        Assert.Equal(["a", "b"], trace.Models);
        Assert.Equal(["g1", "g,2"], trace.Tenants);
        Assert.Equal([(0, 0, 0), (60, 1, 1), (120, 0, 0)], trace.Requests);
    }

    [Fact]
    public void Create_CompressedPart_BeginsAtZero()
    {
        File.WriteAllText(_path, "arrival_seconds,model_id,group_id\n0,a,g1\n60,b,g2\n120,a,g1\n600,a,g1\n");
        var workload = new TraceWorkload(ImportedTrace.OfImages(_path), nodes: 8) { Compression = 60, FromSeconds = 60, ToSeconds = 600 };
        Assert.Equal([(0, 1), (1, 0)], workload.Create(1).Select(request => (request.Time, request.Model)));
        Assert.Equal([HomeNode.Of("g2", 8), HomeNode.Of("g1", 8)], workload.Create(1).Select(request => request.Node));
        Assert.Equal(workload.Create(1), workload.Create(1));
    }

    [Fact]
    public void OfArrivals_ModelsByZipf_EachServiceItsOwnOrder()
    {
        File.WriteAllLines(_path, ["arrival_seconds,service", .. Enumerable.Range(0, 4000).Select(index => $"{index},{(index % 2 == 0 ? "code" : "conv")}")]);
        var trace = ImportedTrace.OfArrivals(_path, models: 10, exponent: 1.5, seed: 1);
        double Largest(int service) => trace.Requests.Where((_, index) => index % 2 == service).CountBy(row => row.Model).Max(pair => pair.Value) / 2000.0;
        var first = new ZipfTable(10, 1.5).Probability(0);
        Assert.Equal((first, first), (Largest(0), Largest(1)), (one, other) => Math.Abs(one.Item1 - other.Item1) < 0.04 && Math.Abs(one.Item2 - other.Item2) < 0.04);
        Assert.Equal(4000, trace.Tenants.Count);
    }

    [Theory]
    [InlineData("arrival_seconds,model_id\n0,a\n", "group_id")]
    [InlineData("arrival_seconds,model_id,group_id\n0,,g\n", "line 2: model_id")]
    [InlineData("arrival_seconds,model_id,group_id\n5,a,g\n4,a,g\n", "line 3: arrival_seconds")]
    [InlineData("arrival_seconds,model_id,group_id\nsoon,a,g\n", "soon")]
    public void OfImages_DefectiveFile_IsNamedWithItsPlace(string content, string told)
    {
        File.WriteAllText(_path, content);
        Assert.Contains(told, Assert.Throws<TraceFileException>(() => ImportedTrace.OfImages(_path)).Message, StringComparison.Ordinal);
    }
}

using EdgeAigc.Experiments.Study;
using EdgeAigc.Experiments.Study.Cluster;
using EdgeAigc.Experiments.Study.Report;
using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.UnitTests.Study;

public sealed class ClusterKindTests : IDisposable
{
    private readonly ClusterKind _kind = new();
    private readonly StudyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Study_OfACluster_RunsAndReports()
    {
        var study = Parse("nodes: [3, 2], zipf: [1, 0.5], no-batching: [true]");

        var rows = new StudyRunner(study, _kind, new(_folder.File("results.csv")), TimeProvider.System).Run(2, false, (_, _, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(["fleet", "fleet-nodes-2", "fleet-zipf-0.5", "fleet-no-batching-true"], StudyPoint.All(study, _kind).Select(point => point.Id));
        Assert.Equal(4 * 3 * 2, rows.Count);
        Assert.All(rows, row => Assert.True(row.HasRun && row.Outcome.Quality > 0 && row.Outcome.DelayMeanSeconds > 0, RowFormat.Write(row)));
        Assert.All(rows, row => Assert.Equal(row.Key.Policy == "market", row.Outcome.CertifiedGap is not null));
        Assert.Equal(4 * 2, rows.Select(row => row.Outcome.Utility).Where((_, index) => rows[index].Key.Policy == "market").Distinct().Count());
        var page = new StudyReport(study, _kind, rows).Write();
        Assert.Contains("<td>lru+market</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_IsThatOfTheSimulator()
    {
        var study = Parse("nodes: [2]");
        var point = StudyPoint.All(study, _kind)[1];
        var (options, parsed) = ClusterKind.Parse(point.Settings);

        var direct = ClusterSimulation.Run(options.Scenario(parsed), "gdsf", "equal", 7, TimeProvider.System);
        var outcome = _kind.Open(study, point).Run("gdsf", 7, TimeProvider.System);

        Assert.Equal(2, options.Scenario(parsed).Nodes.Count);
        Assert.Equal((direct.MeanUtility, direct.HitRatio, direct.RejectRatio), (outcome.Utility, outcome.HitRatio, outcome.RejectRatio));
        Assert.Equal((60, 6), (options.Scenario(parsed).WarmUpSeconds, direct.Frames.Count));
    }

    [Theory]
    [InlineData("nodes: 3", "nods: 3", "there is no option 'nods'; there are nodes,")]
    [InlineData("nodes: 3", "seeds: 3", "there is no option 'seeds'")]
    [InlineData("nodes: 3", "nodes: many", "many")]
    [InlineData("preset: fleet", "preset: paper", "there is no preset 'paper'; there is fleet.")]
    [InlineData("lru+market", "oracle", "policies: holds oracle; there are market,")]
    [InlineData("lru+market", "lru+exact", "policies: holds lru+exact")]
    public void Fault_NamesWhatIsWrong(string right, string wrong, string message) =>
        Assert.Contains(message, Assert.Throws<StudyFileException>(() => StudyPoint.All(Parse("nodes: [2]", right, wrong), _kind)).Message, StringComparison.Ordinal);

    private StudyFile Parse(string sweeps, string right = "x", string wrong = "x") => StudyFileReader.Parse(
        $$"""
        kind: cluster
        scenarios: [{ preset: fleet, options: { nodes: 3, models: 6, rate: 0.3, frame: 20 }, sweeps: { {{sweeps}} } }]
        policies: [market, lru+market, gdsf]
        seeds: [1, 2]
        frames: 6
        warmUpFrames: 3
        """.Replace(right, wrong, StringComparison.Ordinal),
        _folder.File("study.yaml"), [_kind]);
}

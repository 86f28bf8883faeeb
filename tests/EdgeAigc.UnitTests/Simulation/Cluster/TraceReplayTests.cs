using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.UnitTests.Simulation.Cluster;

public sealed class TraceReplayTests
{
    private const string Variable = "EDGEAIGC_GENTD26_TRACE";

    // Hit ratios of an independent replay of the first sixteen days.
    [Theory]
    [InlineData(1, 4, 0.6520)]
    [InlineData(1, 8, 0.8394)]
    [InlineData(4, 4, 0.7450)]
    [InlineData(8, 4, 0.7653)]
    public void Run_RecordedService_LruHitsAsAnIndependentReplay(int nodes, int room, double hits)
    {
        var path = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(path), $"Set {Variable} to the GenTD26 requests of days 0 to 15 (arrival_seconds, model_id, group_id; .csv or .csv.gz), which may not be passed on.");
        var trace = ImportedTrace.OfImages(path!);
        var scenario = Clusters.OfUnits(nodes, room, trace.Models.Count, 1e-6, new OneByOne(new TraceWorkload(trace, nodes) { Terms = Clusters.Patient }));
        Assert.Equal(hits, Clusters.Run(scenario, StageOneNames.Lru, StageTwoNames.Equal).HitRatio, 0.00005);
    }

    // The record has whole seconds; what came in the same one came in the order of its rows.
    private sealed class OneByOne(IClusterWorkload requests) : IClusterWorkload
    {
        private const double Apart = 1e-4;

        public IEnumerable<ClusterRequest> Create(int seed) => requests.Create(seed).Select((request, index) => request with { Time = request.Time + (Apart * index) });
    }
}

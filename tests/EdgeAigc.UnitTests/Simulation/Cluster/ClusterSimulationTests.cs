using System.Text.Json;
using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Cluster.Results;

namespace EdgeAigc.UnitTests.Simulation.Cluster;

public sealed class ClusterSimulationTests
{
    public static TheoryData<string, string> Policies { get; } = new MatrixTheoryData<string, string>(StageOneNames.All, StageTwoNames.All);

    [Theory]
    [MemberData(nameof(Policies))]
    public void Run_AnyPolicies_EveryRequestHasOneOutcomeAndMemoryHolds(string stageOne, string stageTwo)
    {
        var scenario = Clusters.Small();
        var result = Clusters.Run(scenario, stageOne, stageTwo);
        Assert.Equal(scenario.Workload.Create(1).Count(), result.Requests);
        Assert.Equal(result.Requests, result.Served + result.Rejected);
        Assert.Equal(0, result.Cloud);
        Assert.True(result.Served > result.Requests / 10, $"{result.Served} of {result.Requests} were served.");
        Assert.InRange(result.PeakMemoryUse, 0.1, 1);
        Assert.Equal(result.Requests, result.Frames.Sum(frame => frame.Requests));
        Assert.Equal(result.Loads, result.Frames.Sum(frame => frame.Loads));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Run_SameSeed_SameResult(string stageOne, string stageTwo)
    {
        var scenario = Clusters.Small(seconds: 90) with { Device = new() { Jitter = 0.1 } };
        Assert.Equal(Told(Clusters.Run(scenario, stageOne, stageTwo)), Told(Clusters.Run(scenario, stageOne, stageTwo)));
        Assert.NotEqual(Told(Clusters.Run(scenario, stageOne, stageTwo)), Told(Clusters.Run(scenario, stageOne, stageTwo, seed: 2)));
    }

    [Fact]
    public void Run_ManyAtOnce_GiveWhatEachGivesAlone()
    {
        var scenario = Clusters.Small(seconds: 90);
        var alone = StageOneNames.All.Select(name => Told(Clusters.Run(scenario, name, StageTwoNames.Market))).ToArray();
        var together = StageOneNames.All.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(name => Told(Clusters.Run(scenario, name, StageTwoNames.Market))).ToArray();
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Run_Cloud_ServesWhatWouldBeRejected()
    {
        var result = Clusters.Run(Clusters.Small() with { Cloud = new(1, 5) }, StageOneNames.PlanOnly, StageTwoNames.Equal);
        Assert.True(result.Cloud > 0);
        Assert.Equal((0, result.Requests), (result.Rejected, result.Served + result.Cloud));
    }

    [Fact]
    public void Run_WarmUp_IsNotReported()
    {
        var scenario = Clusters.Small() with { WarmUpSeconds = 120 };
        var result = Clusters.Run(scenario, StageOneNames.Gdsf, StageTwoNames.Equal);
        Assert.Equal(scenario.Workload.Create(1).Count(request => request.Time >= 120), result.Requests);
        Assert.Equal(120, result.Frames[0].StartSeconds);
        Assert.True(result.SimulatedRequests > result.Requests);
    }

    [Fact]
    public void Run_Batches_ServeMoreOfAnOverload()
    {
        var scenario = Clusters.Small(rate: 60, seconds: 120, workload => workload with { Models = 2 });
        var batched = Clusters.Run(scenario, StageOneNames.Lru, StageTwoNames.Market);
        var single = Clusters.Run(scenario with { Device = new() { MaxBatchImages = 1 } }, StageOneNames.Lru, StageTwoNames.Market);
        Assert.True(batched.MeanUtility > single.MeanUtility + 0.02, $"{batched.MeanUtility} in batches, {single.MeanUtility} one by one");
    }

    [Fact]
    public void Run_MoreNodesToChooseFrom_HitMoreOften()
    {
        var scenario = Clusters.Small();
        double Hits(int neighbours) => Clusters.Run(scenario with { Neighbours = neighbours }, StageOneNames.Reuse, StageTwoNames.Market).HitRatio;
        Assert.True(Hits(3) > Hits(0) + 0.1);
    }

    [Fact]
    public void Run_TimeToLoadBetweenPlans_MarketServesWhatNoPlanForesaw()
    {
        // Without a last resort a node that spares itself would send every such request away.
        var scenario = Clusters.Small(rate: 0.5, seconds: 900) with { WarmUpSeconds = 300, ChurnShare = 0, ChurnSavedSeconds = 0 };
        ClusterResult Of(string stageOne) => Clusters.Run(scenario, stageOne, StageTwoNames.Market);
        var (market, planned) = (Of(StageOneNames.Market), Of(StageOneNames.PlanOnly));
        Assert.InRange(market.RejectRatio, 0, 0.1);
        Assert.True(planned.RejectRatio > 0.2, $"{planned.RejectRatio}");
        Assert.True(market.MeanUtility > planned.MeanUtility + 0.1, $"{market.MeanUtility}, without loads between plans {planned.MeanUtility}");
    }

    [Fact]
    public void Run_UnknownPolicy_SaysWhatThereIs()
    {
        Assert.Contains("lru", Assert.Throws<ArgumentException>(() => Clusters.Run(Clusters.Small(), "best", StageTwoNames.Equal)).Message, StringComparison.Ordinal);
        Assert.Contains("equal", Assert.Throws<ArgumentException>(() => Clusters.Run(Clusters.Small(), StageOneNames.Lru, "best")).Message, StringComparison.Ordinal);
    }

    // What was measured in wall time differs.
    private static string Told(ClusterResult result) => JsonSerializer.Serialize(result with
    {
        Seed = 0,
        WallSeconds = 0,
        MicrosecondsPerBid = 0,
        SecondsPerPlan = null,
        Frames = [.. result.Frames.Select(frame => frame with { PlanSeconds = null })],
    });
}

using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Cluster.Tests.Calibration;

public sealed class CalibrationTests
{
    private static readonly CalibrationRequest Request = new() { Model = EdgeCluster.Model };

    [Fact]
    public async Task Calibrate_ModelOfTheNode_TellsEveryUnitAndTheEssentialsOfTheCurves()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(3);

        var events = await CollectAsync(cluster, Request);

        Assert.Equal(
            [new CalibrationUnitDone(1, 3, "unit 1", TimeSpan.FromSeconds(2)), new CalibrationUnitDone(2, 3, "unit 2", TimeSpan.FromSeconds(1)), new CalibrationUnitDone(3, 3, "unit 3", TimeSpan.Zero)],
            events.SkipLast(1));
        var completed = Assert.IsType<CalibrationCompleted>(events[^1]);
        Assert.Equal((EdgeCluster.Model, "Silo_0", "scripted", 1000L), (completed.Model, completed.Node, completed.Device, completed.ResidentBytes));
        Assert.Equal((0.02, 0.1), (Math.Round(completed.Latency.SecondsPerImage, 9), Math.Round(completed.Latency.SecondsPerStep, 9)));
        Assert.Equal((0.05, 4), (completed.Latency.FixedSeconds, completed.Latency.LargestBatch));
        Assert.Equal(0, completed.Latency.MaxRelativeResidual, 1e-9);
        // The fall from 0.9 to 0.7 is pooled in the quality and kept in the raw score.
        Assert.Equal([(1, 0.4, 0.4), (2, 0.8, 0.9), (4, 0.8, 0.7), (8, 1, 1)], completed.Levels.Select(level => (level.Steps, Math.Round(level.Quality, 9), level.Ssim)));
        Assert.Equal([$"/{EdgeCluster.Model}/curves.json"], completed.Files);
        Assert.Null(completed.FileProblem);
    }

    [Fact]
    public async Task Calibrate_ValuesOfTheRequest_ReachTheEngineAndAreRefusedAsValues()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        CalibrationRequest[] requests = [Request with { Repetitions = 0 }, Request with { Prompts = ["sun", " "] }];

        foreach (var (request, named) in requests.Zip(["Repetitions is 0", "Prompts has an empty entry"]))
        {
            var failed = Assert.IsType<CalibrationFailed>(Assert.Single(await CollectAsync(cluster, request)));

            Assert.Equal(FailureCodes.InvalidParameter, failed.Code);
            Assert.Contains(named, failed.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Calibrate_EngineFault_KeepsItsCode()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.Engines["Silo_0"].Fault = new(JobFaultCode.ModelUnusable, null, "The unet is torn.");

        Assert.Equal([new CalibrationFailed(FailureCodes.ModelUnusable, "The unet is torn.")], await CollectAsync(cluster, Request));
    }

    [Fact]
    public async Task Calibrate_Defect_IsTheLastEventAndNoException()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.Engines["Silo_0"].Defect = new InvalidOperationException("Out of luck.");

        var failed = Assert.IsType<CalibrationFailed>(Assert.Single(await CollectAsync(cluster, Request)));

        Assert.Equal(FailureCodes.Internal, failed.Code);
        Assert.Contains("Out of luck.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calibrate_StreamIsLeft_StopsBeforeTheNextUnit()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(1);
        await using (var stream = cluster.Node(0).CalibrateAsync(Request, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken))
            Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken));

        var engine = cluster.Engines["Silo_0"];
        Assert.True(await engine.Cancelled.WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken));

        Assert.Equal([1], engine.CancelledAfterSteps);
    }

    [Fact]
    public async Task Calibrate_NodeThatIsNotThere_IsNamed()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var stream = cluster.Client.GetGrain<IEdgeServerGrain>("nowhere").CalibrateAsync(Request, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<EdgeNodeUnavailableException>(async () => await stream.GetAsyncEnumerator(TestContext.Current.CancellationToken).MoveNextAsync());

        Assert.Equal("nowhere", exception.Node);
    }

    private static async Task<List<CalibrationEvent>> CollectAsync(EdgeCluster cluster, CalibrationRequest request)
    {
        using var limit = new CancellationTokenSource(EventStreams.Patience);
        var events = new List<CalibrationEvent>();
        await foreach (var next in cluster.Node(0).CalibrateAsync(request, limit.Token))
            events.Add(next);
        return events;
    }
}

using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Residency;

/// <summary>Which models are in memory, and who gets them there.</summary>
public sealed class ModelMemoryTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly TinyModel Large = new() { Ballast = Megabyte * 7 / 10 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_Model_IsThereBeforeTheFirstJob()
    {
        await using var harness = new EngineHarness();
        Assert.Empty(harness.Engine.ResidentModels);
        Assert.Null(await harness.Engine.LoadAsync("tiny", Token));
        Assert.Equal("tiny", Assert.Single(harness.Engine.ResidentModels).Name);

        await harness.Engine.RunAsync(EngineHarness.Job(), progress => Assert.IsNotType<ModelLoading>(progress), Token);
    }

    [Fact]
    public async Task UnloadAsync_Model_IsGoneAndTheNextJobLoadsIt()
    {
        await using var harness = new EngineHarness();
        var before = await harness.ImageOf(EngineHarness.Job());
        Assert.Null(await harness.Engine.UnloadAsync("tiny", Token));
        Assert.Empty(harness.Engine.ResidentModels);
        Assert.Null(await harness.Engine.UnloadAsync("tiny", Token));
        Assert.Equal(before.Bytes, (await harness.ImageOf(EngineHarness.Job())).Bytes);
    }

    [Fact]
    public async Task LoadAsync_ManyCallersAtOnce_LoadOnce()
    {
        var log = new ListLogger();
        await using var harness = new EngineHarness(log, new TinyModel());
        var job = harness.ImageOf(EngineHarness.Job());
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => harness.Engine.LoadAsync("tiny", Token))), Assert.Null);
        await job;
        Assert.Single(log.Lines, line => line.Contains("Loaded model tiny", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoadAsync_UnknownOrBrokenModel_IsAFault()
    {
        await using var harness = new EngineHarness();
        Assert.Equal(JobFaultCode.UnknownModel, (await harness.Engine.LoadAsync("nobody", Token))!.Code);
        await File.WriteAllTextAsync(harness.Of("tiny", "unet", "model.onnx"), "no model", Token);
        var fault = await harness.Engine.LoadAsync("tiny", Token);
        Assert.Equal(JobFaultCode.ModelUnusable, fault!.Code);
        Assert.Contains("tiny/unet/model.onnx", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoRoomForBoth_UnloadsWhatIsNotUsed()
    {
        await using var harness = Small(Large, Large with { Name = "other" });
        foreach (var model in new[] { "tiny", "other", "tiny" })
        {
            await harness.ImageOf(EngineHarness.Job() with { Model = model });
            Assert.Equal(model, Assert.Single(harness.Engine.ResidentModels).Name);
        }
    }

    [Fact]
    public async Task RunAsync_RoomForTwoOfThree_UnloadsTheLeastRecentlyUsed()
    {
        var third = new TinyModel { Ballast = Megabyte * 4 / 10 };
        await using var harness = Small(third, third with { Name = "other" }, third with { Name = "third" });
        foreach (var model in new[] { "tiny", "other", "tiny", "third" })
            await harness.ImageOf(EngineHarness.Job() with { Model = model });
        Assert.Equal(["third", "tiny"], harness.Engine.ResidentModels.Select(model => model.Name));
    }

    [Theory]
    [InlineData("gdsf", "often", "third")]
    [InlineData("lfu", "often", "third")]
    [InlineData("lru", "other", "third")]
    public async Task RunAsync_RoomForTwoOfThree_ThePolicySaysWhoGoes(string policy, params string[] resident)
    {
        var model = new TinyModel { Ballast = Megabyte * 4 / 10 };
        var options = new EngineOptions { Threads = 1, MemoryMebibytes = 1, CachePolicy = policy };
        await using var harness = new EngineHarness(options, new StoppedClock(), model with { Name = "often" }, model with { Name = "other" }, model with { Name = "third" });
        foreach (var name in new[] { "often", "often", "often", "other", "third" })
            await harness.ImageOf(EngineHarness.Job() with { Model = name });
        Assert.Equal(resident, harness.Engine.ResidentModels.Select(known => known.Name));
    }

    [Fact]
    public async Task Pin_Model_MakesRoomForAcceptedJobsOnlyWhenNothingElseDoes()
    {
        var model = new TinyModel { Ballast = Megabyte * 4 / 10 };
        await using var harness = Small(model with { Name = "pinned" }, model with { Name = "busy" }, model with { Name = "third" });
        harness.Engine.Pin(new HashSet<string> { "pinned" });
        foreach (var name in new[] { "pinned", "busy", "busy", "busy", "third" })
            await harness.ImageOf(EngineHarness.Job() with { Model = name });
        Assert.Equal(["pinned", "third"], harness.Engine.ResidentModels.Select(known => known.Name));

        harness.Engine.Pin(new HashSet<string> { "pinned", "third" });
        await harness.ImageOf(EngineHarness.Job() with { Model = "busy" });
        Assert.Contains("busy", harness.Engine.ResidentModels.Select(known => known.Name));
    }

    [Fact]
    public async Task RunAsync_NoRoomWhileAnotherRuns_WaitsUntilItIsDone()
    {
        await using var harness = Small(Large, Large with { Name = "other" });
        using var gate = new DeviceGate();
        var running = harness.Engine.RunAsync(EngineHarness.Job(), gate.Hold, Token);
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var waiting = harness.Engine.RunAsync(EngineHarness.Job() with { Model = "other" }, null, Token);
        gate.Open();
        Assert.True((await running).Completed);
        Assert.True((await waiting).Completed);
        Assert.Equal("other", Assert.Single(harness.Engine.ResidentModels).Name);
    }

    [Fact]
    public async Task LoadAsync_CancelledWhileThereIsNoRoom_EndsAndIsForgotten()
    {
        await using var harness = Small(Large, Large with { Name = "other" });
        using var gate = new DeviceGate();
        using var cancellation = new CancellationTokenSource();
        var running = harness.Engine.RunAsync(EngineHarness.Job(), gate.Hold, Token);
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var load = harness.Engine.LoadAsync("other", cancellation.Token);
        await cancellation.CancelAsync();
        gate.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
        Assert.True((await running).Completed);
        Assert.Equal("tiny", Assert.Single(harness.Engine.ResidentModels).Name);
    }

    [Fact]
    public async Task Check_ModelLargerThanTheBudget_IsRefusedBeforeItIsRead()
    {
        await using var harness = Small(new TinyModel { Ballast = Megabyte });
        foreach (var network in new[] { "text_encoder", "unet", "vae_decoder" })
            await File.WriteAllTextAsync(harness.Of("tiny", network, "model.onnx"), "whoever reads this fails otherwise", Token);
        var fault = harness.Engine.Check(EngineHarness.Job());
        Assert.Equal((JobFaultCode.ModelTooLarge, "Model", true), (fault!.Code, fault.Parameter, fault.Retryable));
        Assert.Contains("this node has 1048576 for models (MemoryMebibytes)", fault.Message, StringComparison.Ordinal);
        Assert.Equal(fault, await harness.FaultOf(EngineHarness.Job()));
        Assert.Equal(fault, await harness.Engine.LoadAsync("tiny", Token));
    }

    [Fact]
    public async Task UnloadAsync_ModelInUse_HappensAfterItsLastStep()
    {
        await using var harness = new EngineHarness();
        using var gate = new DeviceGate();
        var running = harness.Engine.RunAsync(EngineHarness.Job(), gate.Hold, Token);
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var unload = harness.Engine.UnloadAsync("tiny", Token);
        gate.Open();
        Assert.True((await running).Completed);
        Assert.Null(await unload);
        Assert.Empty(harness.Engine.ResidentModels);
    }

    [Fact]
    public async Task LoadAsync_EngineHasStopped_IsAFault()
    {
        await using var harness = new EngineHarness();
        await harness.Engine.LoadAsync("tiny", Token);
        await harness.Engine.DisposeAsync();
        Assert.Empty(harness.Engine.ResidentModels);
        Assert.Equal(JobFaultCode.EngineStopping, (await harness.Engine.LoadAsync("tiny", Token))!.Code);
        Assert.Equal(JobFaultCode.EngineStopping, (await harness.Engine.CalibrateAsync("tiny", new(), null, Token)).Fault!.Code);
    }

    private static EngineHarness Small(params TinyModel[] models) =>
        new(new EngineOptions { Threads = 1, MemoryMebibytes = 1 }, TimeProvider.System, models);
}

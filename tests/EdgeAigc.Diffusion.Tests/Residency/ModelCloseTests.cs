using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Residency;

/// <summary>Models that take long to give their memory back.</summary>
public sealed class ModelCloseTests
{
    private static readonly TinyModel Half = new() { Ballast = 1024 * 1024 * 4 / 10 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AnotherModelIsBeingClosed_StepsGoOnAndTheNextLoadWaitsForItsMemory()
    {
        var source = new ScriptedSource();
        await using var harness = Start(source, unloadBuffer: 0);
        using var hold = await LoadAsync(harness, source, "old");
        await harness.ImageOf(EngineHarness.Job());

        var load = harness.Engine.LoadAsync("new", Token);
        await hold.Released.Task.WaitAsync(Token);
        await harness.ImageOf(EngineHarness.Job());

        Assert.Equal(["tiny"], harness.Engine.ResidentModels.Select(model => model.Name));
        Assert.False(load.IsCompleted);
        hold.Dispose();
        Assert.Null(await load);
        Assert.Equal(["new", "tiny"], harness.Engine.ResidentModels.Select(model => model.Name));
    }

    [Fact]
    public async Task LoadAsync_UnloadBuffer_DoesNotWaitForTheMemory()
    {
        var source = new ScriptedSource();
        await using var harness = Start(source, unloadBuffer: 1);
        using var hold = await LoadAsync(harness, source, "old");
        await harness.ImageOf(EngineHarness.Job());

        Assert.Null(await harness.Engine.LoadAsync("new", Token));

        await hold.Released.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task UnloadAsync_Model_EndsWhenItsMemoryIsBack()
    {
        var source = new ScriptedSource();
        await using var harness = Start(source, unloadBuffer: 1);
        using var hold = await LoadAsync(harness, source, "old");

        var unload = harness.Engine.UnloadAsync("old", Token);
        await hold.Released.Task.WaitAsync(Token);
        await harness.ImageOf(EngineHarness.Job());
        Assert.False(unload.IsCompleted);

        hold.Dispose();
        Assert.Null(await unload);
    }

    [Fact]
    public async Task LoadAsync_TakenBackBeforeTheMemoryIsThere_IsForgotten()
    {
        var source = new ScriptedSource();
        await using var harness = Start(source, unloadBuffer: 0);
        using var hold = await LoadAsync(harness, source, "old");
        await harness.ImageOf(EngineHarness.Job());
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var load = harness.Engine.LoadAsync("new", left.Token);
        await hold.Released.Task.WaitAsync(Token);

        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
        hold.Dispose();

        await harness.ImageOf(EngineHarness.Job() with { Model = "old" });
        Assert.Equal(["old", "tiny"], harness.Engine.ResidentModels.Select(model => model.Name));
    }

    /// <summary>Room for two of three models; the least recently used goes.</summary>
    private static EngineHarness Start(ScriptedSource source, long unloadBuffer) =>
        new(new() { Threads = 1, MemoryMebibytes = 1, CachePolicy = "lru", UnloadBufferMebibytes = unloadBuffer }, source, Half, Half with { Name = "old" }, Half with { Name = "new" });

    private static async Task<FileHold> LoadAsync(EngineHarness harness, ScriptedSource source, string model)
    {
        var hold = new FileHold(takesLong: true);
        source.Expect(model).Presence.SetResult(new(null, hold.Files));
        Assert.Null(await harness.Engine.LoadAsync(model, Token));
        source.Expect(model).Presence.SetResult(new());
        return hold;
    }
}

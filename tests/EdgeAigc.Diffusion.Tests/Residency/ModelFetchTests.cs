using System.Collections.Concurrent;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Residency;

/// <summary>Models whose files come from elsewhere.</summary>
public sealed class ModelFetchTests
{
    private static readonly TinyModel Tiny = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FilesOnTheirWay_OthersAreServedAndTheWaitIsTold()
    {
        var source = new ScriptedSource();
        await using var harness = new EngineHarness(source, Tiny, Tiny with { Name = "far" });
        var far = source.Expect("far");
        var told = new ConcurrentQueue<JobProgress>();
        var waiting = harness.Engine.RunAsync(EngineHarness.Job() with { Model = "far" }, told.Enqueue, Token);
        var progress = await far.Asked.Task;

        await harness.ImageOf(EngineHarness.Job());
        progress(new("node-1", 0.25));
        await UntilAsync(told, news => news.Source == "node-1");
        progress(new("origin", 0.5));
        await UntilAsync(told, news => news.Source == "origin");
        far.Presence.SetResult(new());

        Assert.NotNull((await waiting).Image);
        Assert.Equal(
            [
                new("far") { IsFetching = true },
                new("far") { IsFetching = true, Source = "node-1", Fraction = 0.25 },
                new("far") { IsFetching = true, Source = "origin", Fraction = 0.5 },
            ],
            told.OfType<ModelLoading>().Where(news => news.IsFetching));
    }

    [Fact]
    public async Task LoadAsync_FilesCannotBeHad_IsAFaultThatSaysWhyAndTheNextOneAsksAgain()
    {
        var source = new ScriptedSource();
        await using var harness = new EngineHarness(source, Tiny);
        source.Expect("tiny").Presence.SetResult(new("There is no room on disk."));

        var fault = await harness.Engine.LoadAsync("tiny", Token);
        Assert.Equal(JobFaultCode.ModelUnusable, fault!.Code);
        Assert.Contains("There is no room on disk.", fault.Message, StringComparison.Ordinal);

        source.Expect("tiny").Presence.SetResult(new());
        Assert.Null(await harness.Engine.LoadAsync("tiny", Token));
    }

    [Fact]
    public async Task LoadAsync_TakenBack_StopsTheFetchAndLetsTheFilesGo()
    {
        var source = new ScriptedSource();
        await using var harness = new EngineHarness(source, Tiny);
        var fetch = source.Expect("tiny");
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var load = harness.Engine.LoadAsync("tiny", left.Token);
        await fetch.Asked.Task;

        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
        await fetch.Stopped.Task;
        using var hold = new FileHold();
        fetch.Presence.SetResult(new(null, hold.Files));

        await hold.Released.Task;
        Assert.Empty(harness.Engine.ResidentModels);
    }

    [Fact]
    public async Task UnloadAsync_Model_LetsItsFilesGoAndNotBefore()
    {
        var source = new ScriptedSource();
        await using var harness = new EngineHarness(source, Tiny);
        using var hold = new FileHold();
        source.Expect("tiny").Presence.SetResult(new(null, hold.Files));
        Assert.Null(await harness.Engine.LoadAsync("tiny", Token));
        await harness.ImageOf(EngineHarness.Job());
        Assert.False(hold.Released.Task.IsCompleted);

        Assert.Null(await harness.Engine.UnloadAsync("tiny", Token));
        await hold.Released.Task;
    }

    [Fact]
    public async Task LoadAsync_FilesAreDamaged_LetsThemGo()
    {
        var source = new ScriptedSource();
        await using var harness = new EngineHarness(source, Tiny);
        await File.WriteAllTextAsync(harness.Of("tiny", "unet", "model.onnx"), "no model", Token);
        using var hold = new FileHold();
        source.Expect("tiny").Presence.SetResult(new(null, hold.Files));

        Assert.NotNull(await harness.Engine.LoadAsync("tiny", Token));
        await hold.Released.Task;
    }

    [Fact]
    public void ScanWithOrigin_ModelsOfBoth_AreAtHomeInTheNodesFolder()
    {
        using var own = new TemporaryFolder();
        using var origin = new TemporaryFolder();
        Tiny.Write(own.Path);
        Tiny.Write(origin.Path);
        (Tiny with { Name = "far" }).Write(origin.Path);

        var catalog = ModelCatalog.ScanWithOrigin(own.Path, origin.Path);

        Assert.Equal([own.Of("far"), own.Of("tiny")], catalog.Models.Select(model => model.Path));
        Assert.All(catalog.Models, model => Assert.True(model.DiskBytes > model.WeightBytes && model.WeightBytes > 0));
        Assert.Empty(catalog.Faults);
        Assert.Equal(2, ModelCatalog.ScanWithOrigin(own.Of("not there"), origin.Path).Models.Count);
    }

    private static async Task UntilAsync(ConcurrentQueue<JobProgress> told, Func<ModelLoading, bool> condition)
    {
        while (!told.OfType<ModelLoading>().Any(condition))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

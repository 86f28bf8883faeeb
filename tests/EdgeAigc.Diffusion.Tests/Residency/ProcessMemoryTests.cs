using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAigc.Diffusion.Tests.Residency;

/// <summary>What the operating system counts as memory of the process. Runs alone: other tests' memory would count too.</summary>
[Collection(nameof(ProcessMemoryTests))]
[CollectionDefinition(nameof(ProcessMemoryTests), DisableParallelization = true)]
public sealed class ProcessMemoryTests
{
    private const int WarmUp = 10;
    private const int Rounds = 20;

    [Fact]
    public async Task UnloadAsync_EveryShippedModelTwentyTimes_GivesItsMemoryBack()
    {
        await using var engine = new DenoisingEngine(
            ModelCatalog.Scan(Path.Combine(AppContext.BaseDirectory, "models")),
            new EngineOptions { Threads = 1 },
            TimeProvider.System,
            NullLogger<DenoisingEngine>.Instance);
        // The code, which the runtime compiles again while it is warm, and the libraries stay.
        for (var round = 0; round < WarmUp; round++)
            await RoundAsync(engine);
        var baseline = ResidentSetSize();
        for (var round = 0; round < Rounds; round++)
            await RoundAsync(engine);
        Assert.InRange(ResidentSetSize(), 0, baseline * 11 / 10);
    }

    /// <summary>All threads count: device, planner, board. Two lengths of one job, so that what a request allocates once falls out.</summary>
    [Fact]
    public async Task RunAsync_Step_AllocatesLessThanAKilobyteInTheWholeProcess()
    {
        using var folder = new TemporaryFolder();
        new TinyModel().Write(folder.Path);
        await using var engine = new DenoisingEngine(
            ModelCatalog.Scan(folder.Path), new EngineOptions { Threads = 1 }, TimeProvider.System, NullLogger<DenoisingEngine>.Instance);
        await AllocatedAsync(20);
        await AllocatedAsync(220);
        Assert.InRange((await AllocatedAsync(220) - await AllocatedAsync(20)) / 200, 0, 1024);

        async Task<long> AllocatedAsync(int steps)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.Null((await engine.RunAsync(EngineHarness.Job() with { Steps = steps }, null, TestContext.Current.CancellationToken)).Fault);
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }

    private static async Task RoundAsync(DenoisingEngine engine)
    {
        foreach (var model in engine.Models)
        {
            Assert.Null(await engine.LoadAsync(model.Name, TestContext.Current.CancellationToken));
            var jobs = Enumerable.Range(1, 4).Select(seed => engine.RunAsync(
                new DenoisingJob { Model = model.Name, Prompt = "red heart", Seed = seed, Steps = 2 }, null, TestContext.Current.CancellationToken));
            Assert.All(await Task.WhenAll(jobs), outcome => Assert.Null(outcome.Fault));
            Assert.Null(await engine.UnloadAsync(model.Name, TestContext.Current.CancellationToken));
        }
    }

    private static long ResidentSetSize()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return Environment.WorkingSet;
    }
}

using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Models;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeAigc.Cluster.Tests.Models;

/// <summary>Nodes with folders of their own that fetch models from each other and from the origin.</summary>
public sealed class ModelFetchTests : IDisposable
{
    private static readonly string[] Names = ["m-0", "m-1"];

    private readonly TemporaryState _folders = new();
    private readonly HoldingFilter _network = new();

    public ModelFetchTests()
    {
        foreach (var (index, name) in Names.Index())
        {
            var bytes = new byte[6_000_000];
            new Random(index).NextBytes(bytes);
            Directory.CreateDirectory(Origin(name, "unet"));
            File.WriteAllBytes(Origin(name, "unet", "model.onnx"), bytes);
            File.WriteAllText(Origin(name, "model_index.json"), name);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _network.Release();
        _folders.Dispose();
    }

    [Fact]
    public async Task LoadAsync_AModelThatANodeHas_ComesFromThatNodeAndAfterItsDeathFromTheOrigin()
    {
        await using var cluster = await StartAsync();
        Assert.Null(await cluster.Engines["Silo_0"].LoadAsync("m-0", Token));
        Assert.Equal("origin", Assert.Single(cluster.Engines["Silo_0"].Fetched.Select(news => news.Source).Distinct()));
        Assert.Equal(["m-0"], (await cluster.Node(0).GetStatusAsync(Token)).DiskModels);

        Assert.Null(await cluster.Engines["Silo_1"].LoadAsync("m-0", Token));
        Assert.Equal("Silo_0", Assert.Single(cluster.Engines["Silo_1"].Fetched.Select(news => news.Source).Distinct()));
        AssertEqual("Silo_1", "m-0");
        Assert.Equal(["m-0"], (await cluster.Node(1).GetStatusAsync(Token)).DiskModels);

        // The peer dies in the middle of a fetch.
        Assert.Null(await cluster.Engines["Silo_0"].LoadAsync("m-1", Token));
        // Four chunks are on their way at a time, so with the sixth answer held one chunk at least has come.
        _network.HoldAfter(5);
        var load = cluster.Engines["Silo_1"].LoadAsync("m-1", Token);
        await _network.Held.WaitAsync(EventStreams.Patience, Token);
        var status = Assert.Single((await cluster.Node(1).GetStatusAsync(Token)).FetchingModels);
        Assert.Equal(("m-1", "Silo_0"), (status.Name, status.Source));
        Assert.InRange(status.Fraction, 0.01, 0.99);
        await cluster.KillAsync("Silo_0");

        Assert.Null(await load);
        Assert.Equal(["Silo_0", "origin"], cluster.Engines["Silo_1"].Fetched.Select(news => news.Source).Distinct());
        AssertEqual("Silo_1", "m-1");
    }

    [Fact]
    public async Task LoadAsync_NoRoomOnDisk_FailsAsAValueAndAPinnedModelStays()
    {
        await using var cluster = await StartAsync(diskBytes: 7_000_000);
        Assert.Null(await cluster.Engines["Silo_0"].LoadAsync("m-0", Token));
        var plan = new Contracts.Coordination.NodePlan { Epoch = 1, Pins = [new("m-0", "Silo_0"), new("m-1", "Silo_1")] };
        Assert.True((await cluster.Node(0).ApplyPlanAsync(plan)).Accepted);

        var fault = await cluster.Engines["Silo_0"].LoadAsync("m-1", Token);

        Assert.Contains("no room on disk for model 'm-1'", fault!.Message, StringComparison.Ordinal);
        Assert.Equal(["m-0"], (await cluster.Node(0).GetStatusAsync(Token)).DiskModels);
        Assert.True((await cluster.Node(0).ApplyPlanAsync(plan with { Epoch = 2, Pins = [] })).Accepted);
        Assert.Null(await cluster.Engines["Silo_0"].LoadAsync("m-1", Token));
        Assert.Equal(["m-1"], (await cluster.Node(0).GetStatusAsync(Token)).DiskModels);
    }

    [Fact]
    public async Task LearnAsync_OriginIsAway_ModelsOfOtherNodesAreKnownAndFetchedFromThem()
    {
        const string name = "noto-emoji-mini";
        var bundled = Path.Combine(AppContext.BaseDirectory, "models");
        await using var cluster = await StartAsync(origins: index => index == 0 ? bundled : Origin("away"), model: name);
        Assert.Null(await cluster.Engines["Silo_0"].LoadAsync(name, Token));
        var catalog = ModelCatalog.ScanWithOrigin(Path.Combine(_folders.Path, "Silo_1"), Origin("away"));
        Assert.Empty(catalog.Models);

        var models = cluster.Service<NodeModels>(1);
        await models.LearnAsync(catalog, Token);

        var original = ModelCatalog.Scan(bundled).Find(name)!;
        var learned = Assert.Single(catalog.Models);
        Assert.Equal((original.WeightBytes, original.DiskBytes, original.DefaultSteps), (learned.WeightBytes, learned.DiskBytes, learned.DefaultSteps));
        Assert.NotNull(learned.Curves);
        Assert.Equal(Path.Combine(_folders.Path, "Silo_1", name), learned.Path);
        Assert.False(Directory.Exists(learned.Path));
        Assert.Null(await cluster.Engines["Silo_1"].LoadAsync(name, Token));
        Assert.NotNull(ModelFolder.TryOpen(learned.Path, out _));
    }

    private async Task<EdgeCluster> StartAsync(long diskBytes = 0, Func<int, string>? origins = null, string? model = null)
    {
        var cluster = await EdgeCluster.StartAsync(
            2,
            _ => model is null ? Names : [model],
            (name, silo) =>
            {
                silo.Services.Configure<ModelStoreOptions>(store => (store.ModelsPath, store.OriginPath, store.DiskBytes) = (_folders.Path + "/" + name, origins?.Invoke(name[^1] - '0') ?? Origin(), diskBytes));
                if (name == "Silo_0")
                    silo.AddIncomingGrainCallFilter(_network);
            });
        for (var index = 0; index < 2; index++)
            cluster.Engines[EdgeCluster.NodeName(index)].Files = new Releasing(cluster.Service<IModelSource>(index));
        return cluster;
    }

    private string Origin(params string[] parts) => Path.Combine([_folders.Path, "origin", .. parts]);

    private void AssertEqual(string node, string model)
    {
        foreach (var file in new[] { Path.Combine("unet", "model.onnx"), "model_index.json" })
            Assert.Equal(File.ReadAllBytes(Origin(model, file)), File.ReadAllBytes(Path.Combine(_folders.Path, node, model, file)));
    }

    /// <summary>A scripted model is read at once, so its files may go at once.</summary>
    private sealed class Releasing(IModelSource source) : IModelSource
    {
        public async Task<ModelPresence> EnsureAsync(ModelFolder model, Action<ModelFetchProgress> progress, CancellationToken cancellation)
        {
            var presence = await source.EnsureAsync(model, progress, cancellation);
            presence.Hold?.Dispose();
            return presence;
        }
    }

    /// <summary>Holds back what a node answers to reads of its files, until it dies.</summary>
    private sealed class HoldingFilter : IIncomingGrainCallFilter
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = int.MaxValue;

        public Task Held => _held.Task;

        public void Release() => _over.TrySetResult();

        public void HoldAfter(int reads) => Volatile.Write(ref _left, reads);

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.ImplementationMethod.Name == nameof(IEdgeServerGrain.ReadModelAsync) && Interlocked.Decrement(ref _left) < 0)
            {
                _held.TrySetResult();
                await _over.Task;
            }

            await context.Invoke();
        }
    }
}

using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Negotiation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAigc.Cluster.Tests.Coordination;

public sealed class PlanExecutorTests : IAsyncDisposable
{
    private static readonly string[] Names = ["m-0", "m-1", "m-2", "m-3", "m-4", "m-5"];

    private readonly ScriptedEngine _engine = new("node", [.. Names.Select((name, index) => Describe(name, 150 + (70 * index)))]);
    private readonly Heirs _heirs = new();
    private readonly FakeTimeProvider _time = new();
    private readonly PlanExecutor _executor;

    public PlanExecutorTests() => _executor = new(
        _engine, _heirs, new LoadTimes(), Options.Create(new CoordinationOptions { RetrySeconds = 10 }), _time, NullLogger<PlanExecutor>.Instance);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Apply_RandomPlansAndFailingLoads_MemoryIsNeverExceededAndTheLastPlanIsReached(int seed)
    {
        var random = new Random(seed);
        for (var epoch = 1; epoch <= 300; epoch++)
        {
            _engine.Memory.Broken.Clear();
            if (random.Next(3) == 0)
                _engine.Memory.Broken.Add(Names[random.Next(Names.Length)]);
            _executor.Apply(new() { Epoch = epoch, Resident = [.. Fitting(random)] });
            if (random.Next(4) == 0)
                _engine.Memory.Use(_engine.Models[random.Next(Names.Length)]);
            if (random.Next(2) == 0)
                await Task.Yield();
        }

        _engine.Memory.Broken.Clear();
        _time.Advance(TimeSpan.FromHours(2));
        var last = Fitting(random).ToList();
        _executor.Apply(new() { Epoch = 1000, Resident = [.. last] });
        await _engine.Memory.WaitUntilAsync(models => last.All(models.Contains));
        Assert.False(_engine.Memory.WasExceeded);
    }

    [Fact]
    public async Task Apply_LoadFails_IsNotTriedAgainBeforeItsTime()
    {
        _engine.Memory.Broken.Add("m-0");
        _executor.Apply(new() { Epoch = 1, Resident = ["m-0", "m-1"] });
        await _engine.Memory.WaitUntilAsync(models => models.Contains("m-1"));
        Assert.Equal(("m-0", 1), Assert.Single(_executor.Failures) is var failure ? (failure.Model, failure.Attempts) : default);

        _time.Advance(TimeSpan.FromSeconds(9));
        _executor.Apply(new() { Epoch = 2, Resident = ["m-0", "m-1", "m-2"] });
        await _engine.Memory.WaitUntilAsync(models => models.Contains("m-2"));
        Assert.Single(_engine.Memory.Loads, "m-0");

        _engine.Memory.Broken.Clear();
        _time.Advance(TimeSpan.FromSeconds(2));
        _executor.Apply(new() { Epoch = 3, Resident = ["m-0", "m-1", "m-2"] });
        await _engine.Memory.WaitUntilAsync(models => models.Contains("m-0"));
    }

    [Fact]
    public async Task Apply_LastCopy_StaysUntilAnHeirHasIt()
    {
        _engine.ResidentModels = [new("m-4", 430), new("m-5", 500)];
        _executor.Apply(new() { Epoch = 1, Resident = ["m-3", "m-5"], LastCopies = [new("m-4", ["other"])] });
        await _heirs.Asked.WaitAsync(EventStreams.Patience, TestContext.Current.CancellationToken);
        Assert.Contains(_engine.ResidentModels, model => model.Name == "m-4");

        _heirs.HaveIt = true;
        using var limit = new CancellationTokenSource(EventStreams.Patience);
        while (_engine.ResidentModels.All(model => model.Name != "m-3"))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.DoesNotContain(_engine.ResidentModels, model => model.Name == "m-4");
        Assert.False(_engine.Memory.WasExceeded);
    }

    [Fact]
    public async Task Apply_NewerPlanDoesNotWantTheLoad_StopsIt()
    {
        using var barrier = _engine.Memory.Barrier = new(0);
        _executor.Apply(new() { Epoch = 1, Resident = ["m-0"] });
        await UntilLoadingAsync("m-0");

        _executor.Apply(new() { Epoch = 2, Resident = ["m-1"] });
        await UntilLoadingAsync("m-1");
        barrier.Release(2);

        await _engine.Memory.WaitUntilAsync(models => models.Contains("m-1"));
        Assert.DoesNotContain(_engine.ResidentModels, model => model.Name == "m-0");
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task UntilLoadingAsync(string model)
    {
        using var limit = new CancellationTokenSource(EventStreams.Patience);
        while (_executor.Loading != model)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private IEnumerable<string> Fitting(Random random)
    {
        var left = _engine.ModelMemoryBytes;
        foreach (var model in _engine.Models.OrderBy(_ => random.Next()).ToList())
        {
            if (model.WeightBytes > left)
                continue;
            left -= model.WeightBytes;
            yield return model.Name;
        }
    }

    private static ModelFolder Describe(string name, long bytes) =>
        new() { Name = name, Path = name, PipelineClass = "StableDiffusionPipeline", SchedulerClass = "DDIMScheduler", WeightBytes = bytes };

    private sealed class Heirs : IModelHeirs
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool HaveIt { get; set; }

        public Task Asked => _asked.Task;

        public Task<bool> HaveAsync(LastCopy copy, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            return Task.FromResult(HaveIt);
        }
    }
}

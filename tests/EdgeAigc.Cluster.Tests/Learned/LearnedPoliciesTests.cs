using System.Diagnostics.Metrics;
using EdgeAigc.Cluster.Tests.Telemetry;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.UnitTests.Learned;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Cluster.Tests.Learned;

/// <summary>A cluster whose two decisions are made by weight files. Models need 0.05 s and 0.12 s a step alone, and each fills a node.</summary>
public sealed class LearnedPoliciesTests : IDisposable
{
    private static readonly string[] Models = ["a", "b", "c"];

    private readonly TemporaryState _files = new();
    private readonly RecordedMetrics _metrics = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _metrics.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Generate_PolicyThatAlwaysWantsMost_EveryAnswerIsFeasibleAndRepairsAreCounted()
    {
        await using var cluster = await StartAsync(Slot(GreedyActor()), Frame());
        cluster.AllowSteps(10_000);

        // Eight steps, the best level, take 1.01 s; four are in time.
        var free = EdgeCluster.Request(model: "b") with { Steps = null };
        var offer = Assert.IsType<NodeOffer>(await cluster.Node(0).NegotiateAsync(new GenerationBid { Id = "bid", Request = free with { Deadline = TimeSpan.FromSeconds(0.9) } }, Token));
        Assert.Equal(4, offer.Promise.Steps);
        Assert.NotEmpty(_metrics.Of(MetricCatalog.LearnedDecisions, $"{TelemetryNames.Stage}=slot", "outcome=repaired"));
        await cluster.Node(0).DeclineAsync("bid");

        double?[] deadlines = [null, 0.3, 0.6, 5, null, 0.1, 20, 0.6];
        var ends = await Task.WhenAll(Enumerable.Range(0, 24).Select(async index =>
        {
            var deadline = deadlines[index % deadlines.Length] is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            var request = free with { Model = Models[index % 3], Seed = index, Deadline = deadline };
            return (Deadline: deadline, Last: (await cluster.Generation().GenerateAsync(request, Token).CollectAsync())[^1]);
        }));

        Assert.Contains(ends, end => end is { Deadline: null, Last: GenerationCompleted { Steps: 8 } });
        Assert.All(ends, end =>
        {
            if (end.Last is GenerationCompleted completed)
            {
                Assert.Contains(completed.Steps, (int[])[1, 2, 4, 8]);
                Assert.True(end.Deadline is null || completed.Promise!.Finish <= end.Deadline);
            }
            else
            {
                Assert.NotNull(end.Deadline);
                Assert.Contains(Assert.IsType<GenerationFailed>(end.Last).Code, (string[])[FailureCodes.DeadlineUnreachable, FailureCodes.Outbid]);
            }
        });
        Assert.NotEmpty(_metrics.Of(MetricCatalog.LearnedDecisions, $"{TelemetryNames.Stage}=slot", "outcome=feasible"));
    }

    [Fact]
    public async Task Frame_ModelsHaveValues_EachNodeHoldsTheMostValuableAndRepairsAreCounted()
    {
        await using var cluster = await StartAsync(Slot(GreedyActor()), Frame());
        cluster.AllowSteps(10_000);
        foreach (var model in Models)
            Assert.IsType<GenerationCompleted>((await cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 1, model: model), Token).CollectAsync())[^1]);

        await cluster.Coordinator.RunFrameAsync(Token);

        var status = await cluster.Coordinator.GetStatusAsync();
        Assert.Equal(("t2drl", 0), (status.Policy, status.Problems.Length));
        foreach (var node in (string[])["Silo_1", "Silo_2"])
            Assert.Equal("b", Assert.Single(status.Copies, copy => copy.Node == node).Model);
        // Silo_0 may not hold what the weights would have there.
        Assert.DoesNotContain(status.Copies, copy => copy is { Node: "Silo_0", Model: "b" });
        Assert.Equal(1, _metrics.Of(MetricCatalog.LearnedDecisions, $"{TelemetryNames.Stage}=frame", "outcome=repaired").Sum());
        Assert.Equal(2, _metrics.Of(MetricCatalog.LearnedDecisions, $"{TelemetryNames.Stage}=frame", "outcome=feasible").Sum());
    }

    [Fact]
    public async Task Start_WeightsOfOtherModels_IsRefusedWithWhatTheyWereTrainedForAndTheWayOut()
    {
        var path = Save(LearnedWeights.ModelValues(LearnedWeights.Trained("a", "b"), 1, 1));

        var refusal = await RefusalAsync(Slot(GreedyActor()), path);

        foreach (var part in (string[])["EdgeAigc:Coordination:Weights", path, "trained for 2 models (a, b)", "here are 3 (a, b, c)", "t2drl-scenario"])
            Assert.Contains(part, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WeightsOfTheOtherStage_IsRefused()
    {
        Assert.Contains("is no actor", await RefusalAsync(Frame(), Frame()), StringComparison.Ordinal);
        Assert.Contains("stage one takes", await RefusalAsync(Slot(GreedyActor()), Slot(GreedyActor())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoWeights_IsRefused() => Assert.Contains("EdgeAigc:Negotiation:Allocator:Weights is ''", await RefusalAsync("", Frame()), StringComparison.Ordinal);

    private async Task<string> RefusalAsync(string slot, string frame)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(slot, frame, nodes: 1));
        while (fault is not OptionsValidationException && fault.InnerException is { } inner)
            fault = inner;
        return Assert.Single(Assert.IsType<OptionsValidationException>(fault).Failures);
    }

    private Task<EdgeCluster> StartAsync(string slot, string frame, short nodes = 3) => EdgeCluster.StartAsync(
        nodes,
        _ => Models,
        (_, silo) =>
        {
            // Meters are of the silo that makes them.
            silo.Services.AddMetrics();
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new MeterJoining(_metrics, services.GetRequiredService<IMeterFactory>()));
            // Nobody is in a hurry to take offers: this machine may be busy.
            silo.Services.Configure<NegotiationOptions>(options => (options.Policy, options.Allocator.Weights, options.OfferSeconds) = ("t2drl", slot, 60));
            silo.Services.Configure<CoordinationOptions>(options =>
            {
                (options.Policy, options.Weights, options.FrameSeconds, options.HeartbeatSeconds) = ("t2drl", frame, 3600, 0);
                options.Exclusions["b"] = ["Silo_0"];
            });
        },
        calibrated: true);

    // Asks for the best level of everybody.
    private static PolicyWeights GreedyActor()
    {
        var policy = LearnedWeights.Actor(PolicyKinds.PerceptronActor, users: 4, seed: null);
        policy.Tensors["actor.0.bias"].Values.AsSpan(0, 4).Fill(10);
        return policy;
    }

    private string Slot(PolicyWeights actor) => Save(actor);

    private string Frame() => Save(LearnedWeights.ModelValues(LearnedWeights.Trained(Models), 1, 3, 2));

    private string Save(PolicyWeights policy)
    {
        var path = Path.Combine(_files.Path, $"{Guid.NewGuid():N}.policy");
        policy.Save(path);
        return path;
    }

    private sealed class MeterJoining(RecordedMetrics metrics, IMeterFactory meters) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => metrics.Add(meters);
    }
}

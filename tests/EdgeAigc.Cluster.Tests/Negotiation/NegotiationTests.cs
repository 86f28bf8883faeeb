using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Core.Negotiation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Cluster.Tests.Negotiation;

/// <summary>Bids, offers and promises through real grains. The scripted model needs 0.05 s and 0.12 s a step alone.</summary>
public sealed class NegotiationTests
{
    private static readonly GenerationRequest Free = EdgeCluster.Request() with { Steps = null };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Generate_NoSteps_GetsWhatSuitsItsPreference()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);
        cluster.AllowSteps(100);

        var patient = await RunAsync(cluster, Free with { LatencyPreference = 0 });
        var hasty = await RunAsync(cluster, Free with { LatencyPreference = 1 });

        Assert.Equal((8, 1.0), (patient.Steps, patient.QualityEstimate));
        Assert.Equal((1, 0.4), (hasty.Steps, hasty.QualityEstimate));
        Assert.Equal(hasty.Steps, hasty.Promise!.Steps);
    }

    [Fact]
    public async Task Generate_MinQuality_IsReachedWhateverThePreference()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);
        cluster.AllowSteps(100);

        var completed = await RunAsync(cluster, Free with { LatencyPreference = 1, MinQuality = 0.7 });

        Assert.Equal(2, completed.Steps);
    }

    [Fact]
    public async Task Generate_DeadlineBelowOneStep_IsRefusedWithWhatCouldBe()
    {
        await using var cluster = await EdgeCluster.StartAsync(2, calibrated: true);

        var failed = await FailAsync(cluster, Free with { Deadline = TimeSpan.FromSeconds(0.1) });

        Assert.Equal((FailureCodes.DeadlineUnreachable, nameof(GenerationRequest.Deadline)), (failed.Code, failed.Parameter));
        Assert.InRange(failed.Possible!.Earliest!.Value.TotalSeconds, 0.17, 0.2);
        Assert.Equal(0, failed.Possible.BestQuality);
        Assert.All(cluster.Engines.Values, engine => Assert.Equal(0, engine.Started));
        Assert.Equal(2, (await Task.WhenAll(cluster.Node(0).GetStatusAsync(Token), cluster.Node(1).GetStatusAsync(Token))).Sum(node => node.Refused));
    }

    [Fact]
    public async Task Generate_DeadlineForTwoSteps_GetsTwo()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);
        cluster.AllowSteps(100);

        // Four steps would take 0.53 s.
        var completed = await RunAsync(cluster, Free with { LatencyPreference = 0, Deadline = TimeSpan.FromSeconds(0.45) });

        Assert.Equal(2, completed.Steps);
        Assert.True(completed.Promise!.Finish <= TimeSpan.FromSeconds(0.45));
    }

    [Fact]
    public async Task Generate_UnreachableQuality_IsRefusedByItsValue()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);

        // Explicit steps are kept, although one step does not give what is wanted.
        var failed = await FailAsync(cluster, Free with { Steps = 1, MinQuality = 0.95 });

        Assert.Equal((FailureCodes.QualityUnreachable, nameof(GenerationRequest.MinQuality)), (failed.Code, failed.Parameter));
    }

    [Theory]
    [InlineData(-1, null, null, nameof(GenerationRequest.Deadline))]
    [InlineData(null, 1.5, null, nameof(GenerationRequest.LatencyPreference))]
    [InlineData(null, null, 0.0, nameof(GenerationRequest.Weight))]
    public async Task Generate_BadTerms_NameTheMember(int? deadline, double? preference, double? weight, string member)
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);

        var failed = await FailAsync(cluster, Free with
        {
            Deadline = deadline is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            LatencyPreference = preference,
            Weight = weight,
        });

        Assert.Equal((FailureCodes.InvalidParameter, member), (failed.Code, failed.Parameter));
    }

    [Fact]
    public async Task Negotiate_SameBidTwice_IsOnePromise()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);
        var bid = new GenerationBid { Id = "bid", Request = Free };

        var replies = await Task.WhenAll(cluster.Node(0).NegotiateAsync(bid, Token), cluster.Node(0).NegotiateAsync(bid, Token), cluster.Node(0).NegotiateAsync(bid, Token));

        var offer = Assert.IsType<NodeOffer>(replies[0]);
        Assert.All(replies, reply => Assert.Equal(offer, reply));
        Assert.Equal(0.05 + (0.12 * offer.Promise.Steps), (await cluster.Node(0).GetStatusAsync(Token)).PromisedWork.TotalSeconds, 1e-3);
    }

    [Fact]
    public async Task Denoise_LapsedOffer_IsToldAndFreesItsWork()
    {
        var time = new ShiftedTime();
        await using var cluster = await EdgeCluster.StartAsync(1, configure: (_, silo) => silo.Services.AddSingleton<TimeProvider>(time), calibrated: true);
        Assert.IsType<NodeOffer>(await cluster.Node(0).NegotiateAsync(new GenerationBid { Id = "bid", Request = Free }, Token));

        time.Advance(TimeSpan.FromSeconds(1));

        var events = await cluster.Node(0).DenoiseAsync("bid", Free, Token).CollectAsync();
        Assert.Equal(FailureCodes.OfferLapsed, Assert.IsType<GenerationFailed>(Assert.Single(events)).Code);
        Assert.Equal(TimeSpan.Zero, (await cluster.Node(0).GetStatusAsync(Token)).PromisedWork);
        Assert.Equal(0, cluster.Engines["Silo_0"].Started);
    }

    [Fact]
    public async Task Negotiate_BusyNode_OffersLaterThanAnIdleOne()
    {
        await using var cluster = await EdgeCluster.StartAsync(2, calibrated: true);
        await using var busy = cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 50), Token)
            .GetAsyncEnumerator(Token);
        var first = await busy.UntilAsync<GenerationAccepted>();
        cluster.AllowSteps(8);

        var completed = await RunAsync(cluster, Free with { LatencyPreference = 0.5 });

        Assert.NotEqual(first.Node, completed.Node);
    }

    [Fact]
    public async Task Generate_AnswersLost_IsServedOnceByWhoeverAnswered()
    {
        var filter = new LosingFilter();
        await using var cluster = await EdgeCluster.StartAsync(2, configure: (_, silo) => silo.AddIncomingGrainCallFilter(filter), calibrated: true);
        cluster.AllowSteps(100);
        filter.LoseAnswers(1);

        var completed = await RunAsync(cluster, Free);

        Assert.Equal(1, filter.Lost);
        Assert.Equal(1, cluster.Engines.Values.Sum(engine => engine.Started));
        Assert.Equal(1, cluster.Engines[completed.Node].Started);
    }

    [Fact]
    public async Task Generate_EveryAnswerLost_IsAnErrorThatMayBeTriedAgain()
    {
        var filter = new LosingFilter();
        await using var cluster = await EdgeCluster.StartAsync(1, configure: (_, silo) => silo.AddIncomingGrainCallFilter(filter), calibrated: true);
        filter.LoseAnswers(int.MaxValue);

        var failed = await FailAsync(cluster, Free);

        Assert.Equal((FailureCodes.NodeUnavailable, true), (failed.Code, failed.Retryable));
    }

    [Fact]
    public async Task Generate_NodeDiesAfterItsPromise_IsServedElsewhereThoughLate()
    {
        await using var cluster = await EdgeCluster.StartAsync(3, index => index == 0 ? [] : [EdgeCluster.Model], calibrated: true);
        // A deadline that is over by the time the silo is known to be dead; what was accepted is not lost for that.
        var (_, stream) = await cluster.StartRelayedByAsync("Silo_0", Free with { Seed = 9, Deadline = TimeSpan.FromSeconds(0.6), LatencyPreference = 0 });
        var first = cluster.Engines.Values.Single(engine => engine.OutstandingSteps > 0);
        var steps = (int)first.OutstandingSteps;

        await cluster.KillAsync(first.Node);
        cluster.AllowSteps(100);

        var completed = await stream.UntilAsync<GenerationCompleted>();
        Assert.NotEqual(first.Node, completed.Node);
        Assert.Equal([9, (byte)steps], completed.Image);
    }

    [Fact]
    public async Task Generate_ManyWithoutDeadline_WaitForTheirTurnAndAreAllServed()
    {
        // A horizon of one second holds about two of them at a time.
        await using var cluster = await EdgeCluster.StartAsync(
            1, configure: (_, silo) => silo.Services.AddSingleton(Options.Create(new NegotiationOptions { HorizonSeconds = 1 })), calibrated: true);
        cluster.AllowSteps(1000);

        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(seed =>
            cluster.Generation().GenerateAsync(Free with { Seed = seed, LatencyPreference = 0 }, Token).CollectAsync()));

        var ends = streams.Select(events => Assert.IsType<GenerationCompleted>(events[^1])).ToList();
        Assert.Contains(streams, events => events[0] is GenerationQueued { Waiting: > 0 });
        Assert.Equal(20, cluster.Engines["Silo_0"].Started);
        Assert.All(ends, completed => Assert.InRange(completed.Steps, 1, 8));
        Assert.Equal(TimeSpan.Zero, (await cluster.Node(0).GetStatusAsync(Token)).PromisedWork);
    }

    [Fact]
    public async Task Generate_NodeKeepsTime_CountsThePromise()
    {
        await using var cluster = await EdgeCluster.StartAsync(1, calibrated: true);
        cluster.AllowSteps(100);
        await RunAsync(cluster, Free);

        var status = await cluster.Node(0).GetStatusAsync(Token);

        Assert.Equal((1, 0), (status.PromisesKept, status.PromisesMissed));
    }

    [Fact]
    public async Task Generate_NodeIsSlowerThanItPromised_CountsTheMiss()
    {
        var time = new ShiftedTime();
        await using var cluster = await EdgeCluster.StartAsync(1, configure: (_, silo) => silo.Services.AddSingleton<TimeProvider>(time), calibrated: true);
        await using var stream = cluster.Generation().GenerateAsync(Free, Token).GetAsyncEnumerator(Token);
        await stream.UntilAsync<DenoisingStarted>();

        time.Advance(TimeSpan.FromSeconds(5));
        cluster.AllowSteps(100);

        var completed = await stream.UntilAsync<GenerationCompleted>();
        Assert.True(completed.Finish > completed.Promise!.Finish);
        var status = await cluster.Node(0).GetStatusAsync(Token);
        Assert.Equal((0, 1), (status.PromisesKept, status.PromisesMissed));
    }

    private static async Task<GenerationCompleted> RunAsync(EdgeCluster cluster, GenerationRequest request) =>
        Assert.IsType<GenerationCompleted>((await cluster.Generation().GenerateAsync(request, Token).CollectAsync())[^1]);

    private static async Task<GenerationFailed> FailAsync(EdgeCluster cluster, GenerationRequest request) =>
        Assert.IsType<GenerationFailed>((await cluster.Generation().GenerateAsync(request, Token).CollectAsync())[^1]);
}

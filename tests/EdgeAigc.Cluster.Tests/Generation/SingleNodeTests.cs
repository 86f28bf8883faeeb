using EdgeAigc.Contracts.Generation;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Cluster.Tests.Generation;

public sealed class SingleNodeTests
{
    [Fact]
    public async Task Generate_OneNode_TellsEveryEventInOrder()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(3);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(steps: 3), TestContext.Current.CancellationToken).CollectAsync();

        Assert.Equal(
            [typeof(GenerationAccepted), typeof(DenoisingStarted), typeof(DenoisingStep), typeof(DenoisingStep), typeof(DenoisingStep), typeof(ImagePart), typeof(GenerationCompleted)],
            events.Select(next => next.GetType()));
        var accepted = Assert.IsType<GenerationAccepted>(events[0]);
        Assert.Equal((EdgeCluster.Model, "Silo_0", 3), (accepted.Model, accepted.Node, accepted.Promise?.Steps));
        Assert.Equal([1, 2, 3], events.OfType<DenoisingStep>().Select(step => step.Step));
        var completed = Assert.IsType<GenerationCompleted>(events[^1]);
        Assert.Equal([7, 3], completed.Image);
        Assert.Equal("Silo_0", completed.Node);
        Assert.Equal(7, completed.Seed);
        Assert.Equal(accepted.Promise, completed.Promise);
        Assert.True(completed.Finish > TimeSpan.Zero);
    }

    [Fact]
    public async Task Generate_SameIdTwice_RunsOnceAndTellsTheSame()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(6);
        var id = Guid.NewGuid().ToString("N");

        var first = await cluster.Generation(id).GenerateAsync(Request(), TestContext.Current.CancellationToken).CollectAsync();
        var second = await cluster.Generation(id).GenerateAsync(Request(), TestContext.Current.CancellationToken).CollectAsync();

        Assert.Equal(1, cluster.Engines["Silo_0"].Started);
        Assert.Equal([typeof(GenerationJoined), .. first.Select(next => next.GetType())], second.Select(next => next.GetType()));
        Assert.Equal(((GenerationCompleted)first[^1]).Image, ((GenerationCompleted)second[^1]).Image);

        // A picture to start from is the same by its content.
        static GenerationRequest Request() => EdgeCluster.Request() with { InitialImage = new([1, 2, 3]) };
    }

    [Fact]
    public async Task Generate_SameIdJoinedWhileRunning_BothListenersGetTheResult()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        var id = Guid.NewGuid().ToString("N");
        await using var first = cluster.Generation(id).GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await first.UntilAsync<DenoisingStarted>();

        var second = cluster.Generation(id).GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken).CollectAsync();
        cluster.AllowSteps(3);

        Assert.Equal((await first.UntilAsync<GenerationCompleted>()).Image, Assert.IsType<GenerationCompleted>((await second)[^1]).Image);
        Assert.Equal(1, cluster.Engines["Silo_0"].Started);
    }

    [Fact]
    public async Task Generate_SameIdForAnotherRequest_IsRefused()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(6);
        var id = Guid.NewGuid().ToString("N");
        await cluster.Generation(id).GenerateAsync(EdgeCluster.Request(seed: 1), TestContext.Current.CancellationToken).CollectAsync();

        var events = await cluster.Generation(id).GenerateAsync(EdgeCluster.Request(seed: 2), TestContext.Current.CancellationToken).CollectAsync();

        var failed = Assert.IsType<GenerationFailed>(Assert.Single(events));
        Assert.Equal(FailureCodes.RequestConflict, failed.Code);
        Assert.Contains(id, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_EmptyPrompt_IsRefusedAsValue()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request() with { Prompt = " " }, TestContext.Current.CancellationToken).CollectAsync();

        var failed = Assert.IsType<GenerationFailed>(events[^1]);
        Assert.Equal((FailureCodes.InvalidParameter, nameof(GenerationRequest.Prompt)), (failed.Code, failed.Parameter));
    }

    [Fact]
    public async Task Generate_UnknownModel_NamesItAndWhatThereIs()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);

        var events = await cluster.Generation().GenerateAsync(EdgeCluster.Request(model: "no-such-model"), TestContext.Current.CancellationToken).CollectAsync();

        var failed = Assert.IsType<GenerationFailed>(Assert.Single(events));
        Assert.Equal(FailureCodes.ModelNotFound, failed.Code);
        Assert.Contains("no-such-model", failed.Message, StringComparison.Ordinal);
        Assert.Contains(EdgeCluster.Model, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_RetryableFault_MayBeAskedAgainUnderTheSameId()
    {
        await using var cluster = await EdgeCluster.StartAsync(1);
        cluster.AllowSteps(3);
        var id = Guid.NewGuid().ToString("N");
        var engine = cluster.Engines["Silo_0"];
        engine.Fault = new(JobFaultCode.QueueFull, null, "The queue is full.", Retryable: true);
        var refused = await cluster.Generation(id).GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken).CollectAsync();
        engine.Fault = null;

        var events = await cluster.Generation(id).GenerateAsync(EdgeCluster.Request(), TestContext.Current.CancellationToken).CollectAsync();

        Assert.Equal(FailureCodes.QueueFull, Assert.IsType<GenerationFailed>(refused[^1]).Code);
        Assert.IsType<GenerationCompleted>(events[^1]);
    }
}

using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>Waiting, cancelling, refusing and stopping.</summary>
public sealed class DenoisingEngineQueueTests
{
    /// <summary>After this a job that nobody ends counts as a failure; far beyond what any of these takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_CancelledMidRun_StopsAtTheNextStep()
    {
        await using var harness = new EngineHarness();
        using var cancellation = new CancellationTokenSource();
        var steps = new List<int>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.Engine.RunAsync(
            EngineHarness.Job() with { Steps = 50 },
            progress =>
            {
                if (progress is not StepDone done)
                    return;
                steps.Add(done.Step);
                if (done.Step == 3)
                    cancellation.Cancel();
            },
            cancellation.Token));
        Assert.Equal([1, 2, 3], steps);
        Assert.Equal(0, harness.Engine.OutstandingSteps);
        await harness.ImageOf(EngineHarness.Job());
    }

    [Fact]
    public async Task RunAsync_CancelledBeforehand_NeverQueues()
    {
        await using var harness = new EngineHarness();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => harness.Engine.RunAsync(EngineHarness.Job(), _ => Assert.Fail("It ran."), new CancellationToken(canceled: true)));
        Assert.Equal(0, harness.Engine.OutstandingSteps);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileQueued_EndsAtOnceAndTheOthersGoOn()
    {
        await using var harness = new EngineHarness();
        using var gate = new DeviceGate();
        using var cancellation = new CancellationTokenSource();
        var running = harness.Engine.RunAsync(EngineHarness.Job() with { Steps = 5 }, gate.Hold, Token);
        await gate.Reached.WaitAsync(Patience, Token);
        var waiting = harness.Engine.RunAsync(EngineHarness.Job() with { Steps = 7 }, _ => Assert.Fail("It ran."), cancellation.Token);
        var next = harness.Engine.RunAsync(EngineHarness.Job() with { Steps = 2 }, null, Token);
        Assert.Equal((2, 14), (harness.Engine.QueuedJobs, harness.Engine.OutstandingSteps));

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience, Token));
        Assert.Equal((1, 7), (harness.Engine.QueuedJobs, harness.Engine.OutstandingSteps));

        gate.Open();
        Assert.True((await running.WaitAsync(Patience, Token)).Completed);
        Assert.True((await next.WaitAsync(Patience, Token)).Completed);
        Assert.Equal((0, 0), (harness.Engine.QueuedJobs, harness.Engine.OutstandingSteps));
    }

    [Fact]
    public async Task RunAsync_QueueFull_IsARetryableFaultThatNamesTheLimit()
    {
        await using var harness = new EngineHarness(new EngineOptions { Threads = 1, MaxQueuedJobs = 1 }, TimeProvider.System);
        using var gate = new DeviceGate();
        var running = harness.Engine.RunAsync(EngineHarness.Job(), gate.Hold, Token);
        await gate.Reached.WaitAsync(Patience, Token);
        var waiting = harness.Engine.RunAsync(EngineHarness.Job(), null, Token);
        var refused = await harness.FaultOf(EngineHarness.Job()).WaitAsync(Patience, Token);
        Assert.Equal((JobFaultCode.QueueFull, true), (refused.Code, refused.Retryable));
        Assert.Contains("1 jobs wait already (MaxQueuedJobs)", refused.Message, StringComparison.Ordinal);

        gate.Open();
        Assert.True((await running.WaitAsync(Patience, Token)).Completed);
        Assert.True((await waiting.WaitAsync(Patience, Token)).Completed);
        await harness.ImageOf(EngineHarness.Job());
    }

    [Fact]
    public async Task RunAsync_JobsInTheQueue_RunInTheirOrder()
    {
        await using var harness = new EngineHarness();
        using var gate = new DeviceGate();
        var order = new List<int>();
        var first = harness.Engine.RunAsync(EngineHarness.Job(), gate.Hold, Token);
        await gate.Reached.WaitAsync(Patience, Token);
        var jobs = Enumerable.Range(0, 8).Select(number => harness.Engine.RunAsync(
            EngineHarness.Job() with { Steps = 1 },
            progress =>
            {
                if (progress is JobStarted)
                    order.Add(number);
            },
            Token)).ToList();
        gate.Open();
        await Task.WhenAll([first, .. jobs]).WaitAsync(Patience, Token);
        Assert.Equal(Enumerable.Range(0, 8), order);
    }

    [Fact]
    public async Task DisposeAsync_WithJobs_EndsThemWithStoppingFaults()
    {
        await using var harness = new EngineHarness();
        using var gate = new DeviceGate();
        var running = harness.Engine.RunAsync(EngineHarness.Job(), gate.Hold, Token);
        await gate.Reached.WaitAsync(Patience, Token);
        var waiting = harness.Engine.RunAsync(EngineHarness.Job(), _ => Assert.Fail("It ran."), Token);

        var disposal = harness.Engine.DisposeAsync();
        AssertStopping(await waiting.WaitAsync(Patience, Token));
        Assert.False(disposal.IsCompleted, "The engine stopped while a job held its thread.");
        gate.Open();
        AssertStopping(await running.WaitAsync(Patience, Token));
        await disposal;
        AssertStopping(await harness.Engine.RunAsync(EngineHarness.Job(), null, Token));
        Assert.Equal((0, 0), (harness.Engine.QueuedJobs, harness.Engine.OutstandingSteps));
        await harness.Engine.DisposeAsync();
    }

    [Fact]
    public async Task DisposeAsync_MidRun_StopsAtTheNextStep()
    {
        await using var harness = new EngineHarness();
        var steps = new List<int>();
        var disposal = Task.CompletedTask;
        var outcome = await harness.Engine.RunAsync(
            EngineHarness.Job() with { Steps = 50 },
            progress =>
            {
                if (progress is not StepDone done)
                    return;
                steps.Add(done.Step);
                if (done.Step == 2)
                    disposal = harness.Engine.DisposeAsync().AsTask();
            },
            Token);
        AssertStopping(outcome);
        Assert.Equal([1, 2], steps);
        await disposal;
    }

    [Fact]
    public async Task RunAsync_ManyThreads_EveryJobIsDecidedOnce()
    {
        await using var harness = new EngineHarness(new EngineOptions { Threads = 1, MaxQueuedJobs = 1000 }, TimeProvider.System);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            if (number % 3 == 0)
                await cancellation.CancelAsync();
            try
            {
                return (await harness.Engine.RunAsync(EngineHarness.Job() with { Seed = number }, null, cancellation.Token)).Completed;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        })));
        Assert.Equal(40, outcomes.Count(completed => completed));
        Assert.Equal((0, 0), (harness.Engine.QueuedJobs, harness.Engine.OutstandingSteps));
    }

    private static void AssertStopping(JobOutcome outcome) =>
        Assert.Equal((JobFaultCode.EngineStopping, true), (outcome.Fault!.Code, outcome.Fault.Retryable));
}

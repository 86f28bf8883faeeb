using EdgeAigc.Diffusion.Engine;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>Many jobs in one batch: who steps when, and that nobody notices the others.</summary>
public sealed class ContinuousBatchingTests
{
    private static readonly TinyModel PerSample = new() { TimestepShape = ["batch"] };

    [Fact]
    public async Task RunAsync_JobsOfDifferentLength_JoinAndLeaveBetweenSteps()
    {
        await using var harness = Harness(PerSample);
        using var arrivals = new Arrivals(harness);
        await arrivals.HoldAsync("A", Job(steps: 4));
        arrivals.Add("B", Job(steps: 2));
        arrivals.Add("C", Job(steps: 3) with { Guidance = 1 });
        Assert.All((await arrivals.FinishAsync()).Values, outcome => Assert.True(outcome.Completed));
        // The device was held while it took up A, so the others join at its second step.
        Assert.Equal("A1 A2 B1 C1 A3 B2 C2 A4 C3", arrivals.Steps);
    }

    [Fact]
    public async Task RunAsync_TimestepNotPerSample_SharesBatchesOnlyAtEqualSteps()
    {
        await using var harness = Harness(new TinyModel { TimestepShape = ["1"] });
        using var arrivals = new Arrivals(harness);
        await arrivals.HoldAsync("A", Job(steps: 2));
        arrivals.Add("B", Job(steps: 2));
        arrivals.Add("C", Job(steps: 2));
        await arrivals.FinishAsync();
        // B and C are at one timestep and make the larger batch.
        Assert.Equal("A1 B1 C1 A2 B2 C2", arrivals.Steps);
    }

    [Fact]
    public async Task RunAsync_InABatch_DrawsWhatItDrawsAlone()
    {
        await using var harness = Harness(PerSample);
        DenoisingJob[] jobs =
        [
            Job(steps: 5), Job(steps: 3) with { Seed = 8, Prompt = "the heart" }, Job(steps: 4) with { Guidance = 1, Seed = 9 },
            Job(steps: 4) with { Width = 72, Seed = 10 }, Job(steps: 6) with { NegativePrompt = "the", Guidance = 7 },
        ];
        var alone = new List<byte[]>();
        foreach (var job in jobs)
            alone.Add((await harness.ImageOf(job)).Png);

        using var arrivals = new Arrivals(harness);
        await arrivals.HoldAsync("0", jobs[0]);
        for (var i = 1; i < jobs.Length; i++)
            arrivals.Add($"{i}", jobs[i]);
        var outcomes = await arrivals.FinishAsync();
        Assert.Contains("1", arrivals.Steps[..8], StringComparison.Ordinal);
        for (var i = 0; i < jobs.Length; i++)
            AssertSamePicture(alone[i], outcomes[$"{i}"].Image!.Png);
    }

    [Fact]
    public async Task RunAsync_CancelledInABatch_LeavesItWithinAStepAndTheOthersGoOn()
    {
        await using var harness = Harness(PerSample);
        using var arrivals = new Arrivals(harness);
        using var cancellation = new CancellationTokenSource();
        await arrivals.HoldAsync("A", Job(steps: 5));
        arrivals.Add("B", Job(steps: 9), Cancel, cancellation.Token);
        var outcomes = await arrivals.FinishAsync();
        Assert.Equal(["A"], outcomes.Keys);
        Assert.Equal("A1 A2 B1 A3 B2 A4 A5", arrivals.Steps);
        Assert.Equal(0, harness.Engine.OutstandingSteps);

        void Cancel(JobProgress progress)
        {
            if (progress is StepDone { Step: 2 })
                cancellation.Cancel();
        }
    }

    [Fact]
    public async Task RunAsync_OneIsNotANumber_FailsAloneAtThatStep()
    {
        await using var harness = Harness(PerSample with { PoisonWord = "the</w>" });
        using var arrivals = new Arrivals(harness);
        await arrivals.HoldAsync("A", Job(steps: 3));
        arrivals.Add("B", Job(steps: 3) with { Prompt = "the heart" });
        var outcomes = await arrivals.FinishAsync();
        Assert.True(outcomes["A"].Completed);
        Assert.Contains("tiny/unet/model.onnx: The latents have values that are not numbers", outcomes["B"].Fault!.Message, StringComparison.Ordinal);
        Assert.Equal("A1 A2 A3", arrivals.Steps);
    }

    [Fact]
    public async Task RunAsync_OneFailsTheWholeBatch_FailsAlone()
    {
        await using var harness = Harness(PerSample with { TrapWord = "the</w>" });
        var alone = await harness.ImageOf(Job(steps: 3));
        using var arrivals = new Arrivals(harness);
        await arrivals.HoldAsync("A", Job(steps: 3));
        arrivals.Add("B", Job(steps: 3) with { Prompt = "the heart" });
        arrivals.Add("C", Job(steps: 2));
        var outcomes = await arrivals.FinishAsync();
        Assert.Equal(JobFaultCode.InferenceFailed, outcomes["B"].Fault!.Code);
        Assert.True(outcomes["C"].Completed);
        AssertSamePicture(alone.Png, outcomes["A"].Image!.Png);
        Assert.Equal("A1 A2 C1 A3 C2", arrivals.Steps);
    }

    [Fact]
    public async Task RunAsync_ADeadlinePresses_ItsModelGoesFirst()
    {
        var clock = new StoppedClock();
        await using var harness = new EngineHarness(new EngineOptions { Threads = 1 }, clock, PerSample, PerSample with { Name = "other" });
        await harness.ImageOf(Job(steps: 1) with { Model = "other" });
        using var arrivals = new Arrivals(harness);
        await arrivals.HoldAsync("A", Job(steps: 2));
        arrivals.Add("B", Job(steps: 2));
        arrivals.Add("U", Job(steps: 2) with { Model = "other", Deadline = TimeSpan.FromSeconds(4) });
        clock.Move(3);
        await arrivals.FinishAsync();
        Assert.Equal("A1 U1 U2 A2 B1 B2", arrivals.Steps);
    }

    [Fact]
    public async Task RunAsync_MoreRowsThanABatchMayHave_WaitForRoom()
    {
        var options = new EngineOptions { Threads = 1, MaxBatchSamples = 4 };
        await using var harness = new EngineHarness(options, new StoppedClock(), PerSample);
        using var arrivals = new Arrivals(harness);
        await arrivals.HoldAsync("A", Job(steps: 2));
        foreach (var name in new[] { "B", "C", "D" })
            arrivals.Add(name, Job(steps: 2));
        await arrivals.FinishAsync();
        Assert.Equal("A1 A2 B1 B2 C1 C2 D1 D2", arrivals.Steps);
    }

    [Fact]
    public async Task RunAsync_PreviewsAskedFor_ComeWithTheirStepsAndNotWithTheLast()
    {
        await using var harness = Harness(PerSample);
        var steps = new List<StepDone>();
        var outcome = await harness.Engine.RunAsync(
            Job(steps: 6) with { PreviewEvery = 2 },
            progress =>
            {
                if (progress is StepDone step)
                    steps.Add(step);
            },
            TestContext.Current.CancellationToken);
        Assert.True(outcome.Completed);
        Assert.Equal([2, 4], steps.Where(step => step.Preview is not null).Select(step => step.Step));
        foreach (var step in steps.Where(step => step.Preview is not null))
        {
            using var bitmap = SKBitmap.Decode(step.Preview);
            Assert.Equal((64, 64), (bitmap.Width, bitmap.Height));
        }

        Assert.Equal((await harness.ImageOf(Job(steps: 6))).Png, outcome.Image!.Png);
    }

    private static EngineHarness Harness(TinyModel model) => new(new EngineOptions { Threads = 1 }, new StoppedClock(), model);

    private static DenoisingJob Job(int steps) => EngineHarness.Job() with { Steps = steps };

    /// <summary>Equal but for one step of rounding: sums of another order.</summary>
    private static void AssertSamePicture(byte[] expected, byte[] actual)
    {
        using var one = SKBitmap.Decode(expected);
        using var other = SKBitmap.Decode(actual);
        Assert.All(one.Pixels.Zip(other.Pixels), pair => Assert.True(
            Math.Abs(pair.First.Red - pair.Second.Red) <= 1
            && Math.Abs(pair.First.Green - pair.Second.Green) <= 1
            && Math.Abs(pair.First.Blue - pair.Second.Blue) <= 1));
    }
}

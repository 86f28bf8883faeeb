using EdgeAigc.Diffusion.Engine;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Engine;

public sealed class DenoisingEngineTests
{
    [Fact]
    public async Task RunAsync_DefaultsOfTheModel_GivesAPictureOfItsSize()
    {
        await using var harness = new EngineHarness();
        var image = await harness.ImageOf(EngineHarness.Job());
        using var bitmap = SKBitmap.Decode(image.Png);
        Assert.Equal((64, 64), (bitmap.Width, bitmap.Height));
        Assert.Equal((64, 64, 4, 2.0), (image.Width, image.Height, image.Steps, image.Guidance));
        Assert.Equal("DDIMScheduler", image.Scheduler);
        Assert.Equal("CPU (1 thread)", image.Device);
        Assert.Empty(image.Warnings);
        Assert.True(bitmap.Pixels.Distinct().Count() > 10, "The picture should show the noise.");
    }

    [Theory]
    [InlineData("DDIMScheduler", 1, 1.0)]
    [InlineData("DDIMScheduler", 4, 2.0)]
    [InlineData("DDIMScheduler", 10, 5.5)]
    [InlineData("EulerDiscreteScheduler", 4, 2.0)]
    public async Task RunAsync_Job_DrawsWhatTheFormulasSay(string scheduler, int steps, double guidance)
    {
        await using var harness = new EngineHarness(new TinyModel { SchedulerClass = scheduler });
        var image = await harness.ImageOf(
            EngineHarness.Job("Red HEART") with { NegativePrompt = "the", Steps = steps, Guidance = guidance, Seed = 11 });
        var euler = scheduler == "EulerDiscreteScheduler";
        var cells = TinyModelReference.Draw(["red</w>", "heart</w>"], ["the</w>"], steps, guidance, seed: 11, euler);
        using var bitmap = SKBitmap.Decode(image.Png);
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var pixel = bitmap.GetPixel((cell % 8 * 8) + 3, (cell / 8 * 8) + 3);
            // Half a step of rounding, and what float32 loses.
            Assert.Equal(cells[cell][0], pixel.Red, 0.55);
            Assert.Equal(cells[cell][1], pixel.Green, 0.55);
            Assert.Equal(cells[cell][2], pixel.Blue, 0.55);
        }
    }

    [Fact]
    public async Task RunAsync_SameJobTwiceAndOnAnotherEngine_GivesTheSameBytes()
    {
        await using var one = new EngineHarness();
        await using var other = new EngineHarness();
        var job = EngineHarness.Job() with { Steps = 6, Width = 96, Height = 72 };
        var first = await one.ImageOf(job);
        Assert.Equal(first.Png, (await one.ImageOf(job)).Png);
        Assert.Equal(first.Png, (await other.ImageOf(job)).Png);
    }

    [Fact]
    public async Task RunAsync_EachValueOfTheJob_BearsOnThePicture()
    {
        await using var harness = new EngineHarness();
        var job = EngineHarness.Job();
        DenoisingJob[] jobs =
        [
            job, job with { Seed = 8 }, job with { Prompt = "the heart" }, job with { NegativePrompt = "thing" }, job with { Steps = 5 },
            job with { Guidance = 4 }, job with { Guidance = 1 }, job with { Width = 72 }, job with { Height = 72 },
        ];
        var pictures = new HashSet<string>();
        foreach (var each in jobs)
        {
            var picture = Convert.ToBase64String((await harness.ImageOf(each)).Png);
            Assert.True(pictures.Add(picture), $"{each} gave the picture of another job.");
        }
    }

    [Fact]
    public async Task RunAsync_WithoutGuidance_DoesNotLookAtTheNegativePrompt()
    {
        await using var harness = new EngineHarness();
        var job = EngineHarness.Job() with { Guidance = 1 };
        Assert.Equal((await harness.ImageOf(job)).Png, (await harness.ImageOf(job with { NegativePrompt = "thing" })).Png);
    }

    [Fact]
    public async Task RunAsync_LongPrompt_WarnsThatItWasCutOff()
    {
        await using var harness = new EngineHarness();
        var image = await harness.ImageOf(EngineHarness.Job("red red red red red red red") with { NegativePrompt = "the" });
        var warning = Assert.Single(image.Warnings);
        Assert.Contains("prompt is longer than the model's 6 tokens", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Progress_ComesInOrder()
    {
        await using var harness = new EngineHarness();
        var progress = new List<JobProgress>();
        await harness.Engine.RunAsync(EngineHarness.Job() with { Steps = 3 }, progress.Add, TestContext.Current.CancellationToken);
        Assert.Equal(new ModelLoading("tiny"), progress[0]);
        var started = Assert.IsType<JobStarted>(progress[1]);
        Assert.Equal(("CPU (1 thread)", 3, 2.0, 64, 64), (started.Device, started.Steps, started.Guidance, started.Width, started.Height));
        Assert.Equal([new StepDone(1, 3), new StepDone(2, 3), new StepDone(3, 3)], progress[2..]);

        progress.Clear();
        await harness.Engine.RunAsync(EngineHarness.Job() with { Steps = 1 }, progress.Add, TestContext.Current.CancellationToken);
        Assert.Equal([typeof(JobStarted), typeof(StepDone)], progress.Select(each => each.GetType()));
    }

    [Fact]
    public async Task RunAsync_Timings_AreThoseOfTheGivenClock()
    {
        await using var harness = new EngineHarness(new EngineOptions { Threads = 1 }, new TickingClock());
        await harness.ImageOf(EngineHarness.Job());
        var second = (await harness.ImageOf(EngineHarness.Job() with { Steps = 3 })).Timings;
        // The device reads its clock once more for each step and for the decoding, to learn what they take.
        Assert.Equal(TimeSpan.Zero, second.Loading);
        Assert.Equal(TimeSpan.FromSeconds(1), second.Encoding);
        Assert.Equal(TimeSpan.FromSeconds(3 * 3), second.Denoising);
        Assert.Equal(TimeSpan.FromSeconds(3), second.Decoding);
        Assert.True(second.Queued > TimeSpan.Zero, "It waited between its steps.");
    }

    [Fact]
    public async Task RunAsync_TwoModels_DoNotMixUp()
    {
        await using var harness = new EngineHarness(new TinyModel(), new TinyModel { Name = "other", Gain = -1f });
        var job = EngineHarness.Job();
        var tiny = await harness.ImageOf(job);
        var other = await harness.ImageOf(job with { Model = "other" });
        Assert.NotEqual(tiny.Png, other.Png);
        Assert.Equal(tiny.Png, (await harness.ImageOf(job)).Png);
        Assert.Equal(["other", "tiny"], harness.Engine.Models.Select(model => model.Name));
    }

    [Fact]
    public async Task RunAsync_ProgressThatThrows_EndsThatJobOnly()
    {
        await using var harness = new EngineHarness();
        var outcome = await harness.Engine.RunAsync(
            EngineHarness.Job(), _ => throw new InvalidOperationException("broken listener"), TestContext.Current.CancellationToken);
        Assert.Equal(JobFaultCode.InferenceFailed, outcome.Fault!.Code);
        Assert.Contains("broken listener", outcome.Fault.Message, StringComparison.Ordinal);
        await harness.ImageOf(EngineHarness.Job());
        Assert.Equal(0, harness.Engine.OutstandingSteps);
    }
}

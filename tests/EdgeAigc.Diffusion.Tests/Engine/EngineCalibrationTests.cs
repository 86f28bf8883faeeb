using EdgeAigc.Diffusion.Calibration;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>Calibration on the engine that serves.</summary>
public sealed class EngineCalibrationTests
{
    private static readonly CalibrationSettings Short = new() { Prompts = ["red heart", "the"], Repetitions = 3, Quick = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CalibrateAsync_Model_MeasuresItAndLaysTheCurvesBesideIt()
    {
        await using var harness = new EngineHarness(new TinyModel { TimestepShape = ["batch"] });
        var progress = new List<CalibrationProgress>();
        var outcome = await harness.Engine.CalibrateAsync("tiny", Short, progress.Add, Token);

        Assert.Null(outcome.Fault);
        var curves = outcome.Curves!;
        Assert.Equal(Enumerable.Range(1, progress[^1].Units), progress.Select(unit => unit.Unit));
        // 32 rows hold 16 guided images.
        Assert.Equal([1, 2, 4, 8, 16], curves.Latency.Step.Select(point => point.Images));
        Assert.All(curves.Latency.Step, point => Assert.True(point.Seconds > 0));
        Assert.True(curves.ResidentBytes > 0);
        Assert.Equal(("tiny", "DDIMScheduler", 2.0), (curves.Model, curves.Settings.Scheduler, curves.Settings.Guidance));

        var written = ModelCurvesFile.TryRead(harness.Of("tiny"), out var fault);
        Assert.Null(fault);
        Assert.Equal(curves.Latency.Step, written!.Latency.Step);
        Assert.True(File.Exists(harness.Of("tiny", "curves.png")));
        Assert.Equal(curves.ResidentBytes, ModelFolder.TryOpen(harness.Of("tiny"), out _)!.Curves!.ResidentBytes);
    }

    [Fact]
    public async Task CalibrateAsync_WhileJobsCome_ServesThem()
    {
        await using var harness = new EngineHarness(new TinyModel(), new TinyModel { Name = "other" });
        var jobs = new List<Task<JobOutcome>>();
        var outcome = await harness.Engine.CalibrateAsync("tiny", Short, Send, Token);
        Assert.Null(outcome.Fault);
        Assert.All(await Task.WhenAll(jobs), job => Assert.True(job.Completed));
        Assert.Equal(2, jobs.Count);

        void Send(CalibrationProgress progress)
        {
            if (progress.Unit is 2 or 5)
                jobs.Add(harness.Engine.RunAsync(EngineHarness.Job() with { Model = progress.Unit == 2 ? "tiny" : "other" }, null, Token));
        }
    }

    [Fact]
    public async Task CalibrateAsync_Cancelled_StoresNothing()
    {
        await using var harness = new EngineHarness();
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => harness.Engine.CalibrateAsync("tiny", Short, _ => cancellation.Cancel(), cancellation.Token));
        Assert.False(File.Exists(harness.Of("tiny", "curves.json")));
        await harness.ImageOf(EngineHarness.Job());
    }

    [Fact]
    public async Task CalibrateAsync_WhatCannotBe_IsAFault()
    {
        await using var harness = new EngineHarness(new TinyModel(), new TinyModel { Name = "broken", Gain = float.NaN });
        Assert.Equal(JobFaultCode.UnknownModel, (await harness.Engine.CalibrateAsync("nobody", Short, null, Token)).Fault!.Code);
        Assert.Equal("Repetitions", (await harness.Engine.CalibrateAsync("tiny", Short with { Repetitions = 0 }, null, Token)).Fault!.Parameter);
        var fault = (await harness.Engine.CalibrateAsync("broken", Short, null, Token)).Fault!;
        Assert.Contains("broken/unet/model.onnx: The latents have values that are not numbers", fault.Message, StringComparison.Ordinal);
        await harness.ImageOf(EngineHarness.Job());
    }

    [Fact]
    public async Task DisposeAsync_WhileCalibrating_EndsItWithAFault()
    {
        await using var harness = new EngineHarness();
        var disposal = Task.CompletedTask;
        var outcome = await harness.Engine.CalibrateAsync("tiny", Short, Stop, Token);
        Assert.Equal(JobFaultCode.EngineStopping, outcome.Fault!.Code);
        await disposal;

        void Stop(CalibrationProgress progress)
        {
            if (progress.Unit == 2)
                disposal = harness.Engine.DisposeAsync().AsTask();
        }
    }
}

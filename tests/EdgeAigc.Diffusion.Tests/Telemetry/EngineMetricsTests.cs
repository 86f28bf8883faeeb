using System.Diagnostics;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Telemetry;

/// <summary>What an engine measures, and the spans of its jobs.</summary>
public sealed class EngineMetricsTests
{
    private const int Megabyte = 1024 * 1024;

    private static readonly TinyModel PerSample = new() { TimestepShape = ["batch"] };
    private static readonly TinyModel Large = new() { Ballast = Megabyte * 7 / 10 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BatchSize_JobsThatJoinAndLeave_IsToldForEachEvaluation()
    {
        using var recorded = new RecordedEngine();
        await using var harness = new EngineHarness(new EngineOptions { Threads = 1 }, new StoppedClock(), recorded, PerSample);
        using var arrivals = new Arrivals(harness);
        await arrivals.HoldAsync("A", EngineHarness.Job() with { Steps = 4 });
        arrivals.Add("B", EngineHarness.Job() with { Steps = 2 });
        arrivals.Add("C", EngineHarness.Job() with { Steps = 3 });
        Assert.Equal([(2, "")], recorded.Read(MetricCatalog.QueueSize));
        await arrivals.FinishAsync();

        Assert.Equal("A1 A2 B1 C1 A3 B2 C2 A4 C3", arrivals.Steps);
        Assert.Equal([1, 3, 3, 2], recorded.Of(MetricCatalog.BatchSize).Select(batch => batch.Value));
        Assert.All(recorded.Of(MetricCatalog.BatchSize), batch => Assert.Equal($"{TelemetryNames.Model}=tiny", batch.Tags));
        Assert.Equal([(0, "")], recorded.Read(MetricCatalog.QueueSize));
    }

    [Fact]
    public async Task Memory_ModelsThatDisplaceEachOther_TellsLoadsAndAgesOfWhatLeft()
    {
        using var recorded = new RecordedEngine();
        var clock = new StoppedClock();
        await using var harness = new EngineHarness(new EngineOptions { Threads = 1, MemoryMebibytes = 1 }, clock, recorded, Large, Large with { Name = "other" });
        await harness.ImageOf(EngineHarness.Job());
        clock.Move(7);
        await harness.ImageOf(EngineHarness.Job() with { Model = "other" });
        clock.Move(3);

        var resident = Assert.Single(harness.Engine.ResidentModels);
        Assert.Equal([(resident.Bytes, $"{TelemetryNames.Model}=other")], recorded.Read(MetricCatalog.MemoryUsage));
        Assert.Equal([(Megabyte, "")], recorded.Read(MetricCatalog.MemoryLimit));
        await harness.Engine.UnloadAsync("other", Token);
        // What is not there leaves nothing.
        await harness.Engine.UnloadAsync("other", Token);

        Assert.Equal([$"{TelemetryNames.Model}=tiny", $"{TelemetryNames.Model}=other"], recorded.Of(MetricCatalog.LoadDuration).Select(load => load.Tags));
        Assert.Equal(
            [(7, $"{TelemetryNames.Model}=tiny {TelemetryNames.EvictionReason}=displaced"), (3, $"{TelemetryNames.Model}=other {TelemetryNames.EvictionReason}=order")],
            recorded.Of(MetricCatalog.EvictionAge));
        Assert.Empty(recorded.Read(MetricCatalog.MemoryUsage));
    }

    [Fact]
    public async Task Load_ClockThatTicks_TellsItsTimeAndWhyItFailed()
    {
        using var recorded = new RecordedEngine();
        await using var harness = new EngineHarness(new EngineOptions { Threads = 1 }, new TickingClock(), recorded, new TinyModel(), new TinyModel { Name = "other" });
        await File.WriteAllTextAsync(harness.Of("tiny", "unet", "model.onnx"), "no model", Token);
        Assert.NotNull(await harness.Engine.LoadAsync("tiny", Token));
        Assert.Null(await harness.Engine.LoadAsync("other", Token));

        var loads = recorded.Of(MetricCatalog.LoadDuration);
        Assert.Equal(2, loads.Count);
        Assert.All(loads, load => Assert.True(load.Value >= 1));
        Assert.StartsWith($"{TelemetryNames.Model}=tiny {TelemetryNames.Error}=EdgeAigc.", loads[0].Tags, StringComparison.Ordinal);
        Assert.Equal($"{TelemetryNames.Model}=other", loads[1].Tags);
    }

    [Fact]
    public async Task Spans_TracedCaller_AreThePhasesOfTheJobInTheirOrder()
    {
        var ended = new List<Activity>();
        using var root = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == root.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId != root.TraceId)
                    return;
                lock (ended)
                    ended.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var harness = new EngineHarness();
        await harness.ImageOf(EngineHarness.Job() with { Steps = 5 });

        Activity[] spans;
        lock (ended)
            spans = [.. ended];
        Assert.Equal(
            [TelemetryNames.Queue, TelemetryNames.Load, TelemetryNames.Encode, TelemetryNames.Denoise, TelemetryNames.Decode],
            spans.Select(span => span.OperationName).Distinct());
        Assert.All(spans, span => Assert.Equal((root.SpanId, "tiny"), (span.ParentSpanId, span.GetTagItem(TelemetryNames.Model))));
        Assert.Equal(5, spans.Single(span => span.OperationName == TelemetryNames.Denoise).GetTagItem(TelemetryNames.Steps));
        Assert.Same(root, Activity.Current);
    }
}

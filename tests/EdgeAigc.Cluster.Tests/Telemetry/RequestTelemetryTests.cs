using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Cluster.Tests.Telemetry;

public sealed class RequestTelemetryTests
{
    private const string Marker = "marker-heliotrope-walrus";
    private const string OfModel = $"{TelemetryNames.Model}={EdgeCluster.Model}";

    [Fact]
    public async Task Generate_Image_RaisesTheMetricsOfItsWay()
    {
        using var metrics = new RecordedMetrics();
        await using var cluster = await StartAsync(metrics);
        cluster.AllowSteps(3);

        await CompleteAsync(cluster, metrics, EdgeCluster.Request(steps: 3));

        Assert.Single(metrics.Of(MetricCatalog.Promises, "outcome=kept"));
        Assert.Single(metrics.Of(MetricCatalog.Bids, "answer=offer"));
        Assert.Single(metrics.Of(MetricCatalog.Price));
        Assert.Single(metrics.Of(MetricCatalog.NegotiationDuration));
        Assert.Equal([3], metrics.Of(MetricCatalog.Steps, OfModel));
        Assert.Equal([1], metrics.Of(MetricCatalog.CacheRequests, OfModel, $"{TelemetryNames.CacheResult}=hit"));
        Assert.All([TelemetryNames.Queue, TelemetryNames.Encode, TelemetryNames.Denoise, TelemetryNames.Decode, TelemetryNames.Deliver],
            phase => Assert.Single(metrics.Of(MetricCatalog.PhaseDuration, OfModel, $"{TelemetryNames.Phase}={phase}")));
        Assert.Empty(metrics.Of(MetricCatalog.PhaseDuration, $"{TelemetryNames.Phase}={TelemetryNames.Load}"));
        Assert.Single(metrics.Of(MetricCatalog.Quality, OfModel), value => value is > 0 and <= 1);
        Assert.Single(metrics.Of(MetricCatalog.RequestDuration, OfModel, $"{TelemetryNames.Provider}={TelemetryNames.OwnProvider}"));
    }

    [Fact]
    public async Task Generate_ModelThatNobodyHas_DoesNotBecomeALabel()
    {
        using var metrics = new RecordedMetrics();
        await using var cluster = await StartAsync(metrics);

        await CompleteAsync(cluster, metrics, EdgeCluster.Request(model: Marker));

        Assert.Single(metrics.Of(MetricCatalog.RequestDuration, $"{TelemetryNames.Model}={TelemetryNames.OtherModel}", $"{TelemetryNames.Error}={FailureCodes.ModelNotFound}"));
        Assert.DoesNotContain(Marker, metrics.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_TracedCaller_OneTraceSpansCallGrainsAndEngine()
    {
        using var metrics = new RecordedMetrics();
        await using var cluster = await StartAsync(metrics);
        cluster.AllowSteps(3);

        using var spans = new RecordedSpans();
        await CompleteAsync(cluster, metrics, EdgeCluster.Request(steps: 3));

        var request = await spans.EndedAsync(TelemetryNames.GenerateContent);
        var serve = await spans.EndedAsync(TelemetryNames.ServeSpan);
        Assert.Equal("Silo_0", request.GetTagItem(TelemetryNames.Node));
        Assert.Equal(3, request.GetTagItem(TelemetryNames.Steps));
        Assert.Equal("Silo_0", serve.GetTagItem(TelemetryNames.Node));
        Assert.Equal(3, serve.GetTagItem(TelemetryNames.Steps));
        Assert.Equal((await spans.EndedAsync(TelemetryNames.NegotiateSpan)).GetTagItem(TelemetryNames.Promise), serve.GetTagItem(TelemetryNames.Promise));
        Assert.Equal(serve.SpanId, (await spans.EndedAsync(TelemetryNames.Deliver)).ParentSpanId);
        var engine = Assert.Single(cluster.Engines["Silo_0"].Callers);
        Assert.Equal((spans.Trace, serve.SpanId), (engine.TraceId, engine.SpanId));
    }

    [Fact]
    public async Task Generate_MarkedPrompt_AppearsInNoLogMetricOrTrace()
    {
        using var metrics = new RecordedMetrics();
        using var logs = new RecordedLogs();
        await using var cluster = await StartAsync(metrics, logs);
        cluster.AllowSteps(3);

        using var spans = new RecordedSpans();
        var id = Guid.NewGuid().ToString("N");
        var marked = EdgeCluster.Request(steps: 3) with { Prompt = Marker, NegativePrompt = Marker };
        await CompleteAsync(cluster, metrics, marked, id);
        // Refused: for its id, and for a value.
        await cluster.Generation(id).GenerateAsync(marked with { Seed = 8 }, TestContext.Current.CancellationToken).CollectAsync();
        await CompleteAsync(cluster, metrics, marked with { MinQuality = 2 });
        await spans.EndedAsync(TelemetryNames.GenerateContent);

        // Something was told of each kind, and the marker was in none of it.
        Assert.Contains(TelemetryNames.ServeSpan, spans.Text, StringComparison.Ordinal);
        Assert.Contains(MetricCatalog.RequestDuration.Name, metrics.Text, StringComparison.Ordinal);
        Assert.NotEqual("", logs.Text);
        Assert.DoesNotContain(Marker, spans.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, metrics.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, logs.Text, StringComparison.Ordinal);
    }

    private static Task<EdgeCluster> StartAsync(RecordedMetrics metrics, RecordedLogs? logs = null) => EdgeCluster.StartAsync(
        1,
        configure: (_, silo) =>
        {
            // Meters are of the silo that makes them.
            silo.Services.AddMetrics();
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new Joining(() => metrics.Add(services.GetRequiredService<IMeterFactory>())));
            if (logs is not null)
                silo.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        },
        calibrated: true);

    /// <summary>Runs a request to its end and until it was measured, which follows its last event.</summary>
    private static async Task CompleteAsync(EdgeCluster cluster, RecordedMetrics metrics, GenerationRequest request, string? id = null)
    {
        var before = metrics.Of(MetricCatalog.RequestDuration).Length;
        await cluster.Generation(id).GenerateAsync(request, TestContext.Current.CancellationToken).CollectAsync();
        using var limit = new CancellationTokenSource(EventStreams.Patience);
        while (metrics.Of(MetricCatalog.RequestDuration).Length == before)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Joining(Action join) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => join();
    }

    private sealed class RecordedLogs : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

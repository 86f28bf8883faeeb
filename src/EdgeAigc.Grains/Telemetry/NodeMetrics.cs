using System.Diagnostics.Metrics;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Grains.Telemetry;

/// <summary>What a node measures of the requests that it serves or refuses.</summary>
internal sealed class NodeMetrics
{
    private readonly Histogram<double> _phases;
    private readonly Histogram<double> _steps;
    private readonly Histogram<double> _quality;
    private readonly Counter<long> _cache;
    private readonly Counter<long> _churnRefusals;

    public NodeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Source);
        _phases = meter.Histogram(MetricCatalog.PhaseDuration);
        _steps = meter.Histogram(MetricCatalog.Steps);
        _quality = meter.Histogram(MetricCatalog.Quality);
        _cache = meter.Counter(MetricCatalog.CacheRequests);
        _churnRefusals = meter.Counter(MetricCatalog.ChurnRefusals);
    }

    /// <summary>An image has left the node.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="image">The image.</param>
    /// <param name="delivering">Time of the delivery.</param>
    /// <param name="quality">Its quality by the curve of its model, or null.</param>
    public void Delivered(string model, GeneratedImage image, TimeSpan delivering, double? quality)
    {
        var timings = image.Timings;
        Record(TelemetryNames.Queue, timings.Queued);
        if (timings.Loading > TimeSpan.Zero)
            Record(TelemetryNames.Load, timings.Loading);
        Record(TelemetryNames.Encode, timings.Encoding);
        Record(TelemetryNames.Denoise, timings.Denoising);
        Record(TelemetryNames.Decode, timings.Decoding);
        Record(TelemetryNames.Deliver, delivering);
        _steps.Record(image.Steps, Model(model));
        if (quality is { } expected)
            _quality.Record(expected, Model(model));

        void Record(string phase, TimeSpan took) => _phases.Record(took.TotalSeconds, new(TelemetryNames.Phase, phase), Model(model));
    }

    /// <summary>The node took a request.</summary>
    public void Taken(string model, bool isHit) => _cache.Add(1, new(TelemetryNames.CacheResult, isHit ? "hit" : "miss"), Model(model));

    /// <summary>The churn guard refused a bid.</summary>
    public void ChurnRefused(string model) => _churnRefusals.Add(1, Model(model));

    private static KeyValuePair<string, object?> Model(string name) => new(TelemetryNames.Model, name);
}

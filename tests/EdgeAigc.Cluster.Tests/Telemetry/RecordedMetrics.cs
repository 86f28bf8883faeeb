using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using EdgeAigc.Core.Telemetry;

namespace EdgeAigc.Cluster.Tests.Telemetry;

/// <summary>What the silos of one test measure.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string[] Tags)> _measurements = new();
    private readonly ConcurrentDictionary<object, bool> _own = new();
    private readonly MeterListener _listener = new();

    public RecordedMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Source)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Other tests of this process measure too; only what these meters make counts.</summary>
    public void Add(IMeterFactory meters) => _own.TryAdd(meters, true);

    /// <summary>Every value of a metric whose measurements carry the attributes.</summary>
    public double[] Of(MetricDefinition metric, params string[] tags) =>
        [.. _measurements.Where(known => known.Name == metric.Name && tags.All(known.Tags.Contains)).Select(known => known.Value)];

    public string Text => string.Join('\n', _measurements.Select(known => $"{known.Name} {string.Join(' ', known.Tags)}"));

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Meter.Scope is { } scope && _own.ContainsKey(scope))
            _measurements.Enqueue((instrument.Name, value, [.. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]));
    }
}

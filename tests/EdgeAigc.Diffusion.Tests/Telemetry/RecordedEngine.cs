using System.Diagnostics.Metrics;
using EdgeAigc.Core.Telemetry;

namespace EdgeAigc.Diffusion.Tests.Telemetry;

/// <summary>Makes the meter of one engine and keeps what it measures; other engines of this process measure too.</summary>
internal sealed class RecordedEngine : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value, string Tags)> _measurements = [];

    public RecordedEngine()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return new(options);
    }

    /// <summary>Values and attributes of a histogram in the order in which they came.</summary>
    public IReadOnlyList<(double Value, string Tags)> Of(MetricDefinition metric)
    {
        lock (_measurements)
            return [.. _measurements.Where(known => known.Name == metric.Name).Select(known => (known.Value, known.Tags))];
    }

    /// <summary>What a gauge shows now.</summary>
    public IReadOnlyList<(double Value, string Tags)> Read(MetricDefinition metric)
    {
        lock (_measurements)
            _measurements.RemoveAll(known => known.Name == metric.Name);
        _listener.RecordObservableInstruments();
        return Of(metric);
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
        lock (_measurements)
            _measurements.Add((instrument.Name, value, text));
    }
}

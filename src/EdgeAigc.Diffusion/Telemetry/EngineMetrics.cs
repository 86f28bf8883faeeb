using System.Diagnostics.Metrics;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Diffusion.Engine;

namespace EdgeAigc.Diffusion.Telemetry;

/// <summary>What an engine measures. From any thread.</summary>
internal sealed class EngineMetrics
{
    private readonly Meter _meter;
    private readonly Histogram<double> _batches;
    private readonly Histogram<double> _loads;
    private readonly Histogram<double> _evictions;

    /// <param name="meters">Makes the meter; null makes one that nobody but a listener of the whole process reads.</param>
    public EngineMetrics(IMeterFactory? meters)
    {
        _meter = meters?.Create(TelemetryNames.Source) ?? new Meter(TelemetryNames.Source);
        _batches = _meter.Histogram(MetricCatalog.BatchSize);
        _loads = _meter.Histogram(MetricCatalog.LoadDuration);
        _evictions = _meter.Histogram(MetricCatalog.EvictionAge);
    }

    /// <summary>The engine is there: its state is read whenever somebody asks for it.</summary>
    public void Observe(IDenoisingEngine engine)
    {
        _meter.Observe(MetricCatalog.QueueSize, () => [new(engine.QueuedJobs)]);
        _meter.Observe(MetricCatalog.MemoryUsage, () => engine.ResidentModels.Select(model => new Measurement<long>(model.Bytes, Model(model.Name))));
        _meter.Observe(MetricCatalog.MemoryLimit, () => [new(engine.ModelMemoryBytes)]);
    }

    /// <summary>The network was evaluated for so many jobs at once.</summary>
    public void Advanced(string model, int jobs) => _batches.Record(jobs, Model(model));

    /// <summary>A load ended.</summary>
    public void Loaded(string model, TimeSpan elapsed, Exception? failure)
    {
        if (failure is null)
            _loads.Record(elapsed.TotalSeconds, Model(model));
        else
            _loads.Record(elapsed.TotalSeconds, Model(model), new(TelemetryNames.Error, failure.GetType().FullName));
    }

    /// <summary>A model left memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="unused">Time since it was last used.</param>
    /// <param name="displaced">Whether it made room for another one.</param>
    public void Evicted(string model, TimeSpan unused, bool displaced) =>
        _evictions.Record(unused.TotalSeconds, Model(model), new(TelemetryNames.EvictionReason, displaced ? "displaced" : "order"));

    private static KeyValuePair<string, object?> Model(string name) => new(TelemetryNames.Model, name);
}

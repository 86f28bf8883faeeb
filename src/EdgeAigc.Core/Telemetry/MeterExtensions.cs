using System.Diagnostics.Metrics;

namespace EdgeAigc.Core.Telemetry;

/// <summary>Makes instruments as they are defined.</summary>
public static class MeterExtensions
{
    /// <summary>A counter.</summary>
    public static Counter<long> Counter(this Meter meter, MetricDefinition metric) =>
        Checked(meter, metric, MetricKind.Counter).CreateCounter<long>(metric.Name, metric.Unit, metric.Description);

    /// <summary>A histogram, with its buckets as advice.</summary>
    public static Histogram<double> Histogram(this Meter meter, MetricDefinition metric) => Checked(meter, metric, MetricKind.Histogram).CreateHistogram(
        metric.Name, metric.Unit, metric.Description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = metric.Buckets });

    /// <summary>A gauge.</summary>
    public static Gauge<double> Gauge(this Meter meter, MetricDefinition metric) =>
        Checked(meter, metric, MetricKind.Gauge).CreateGauge<double>(metric.Name, metric.Unit, metric.Description);

    /// <summary>A gauge that is read when it is wanted.</summary>
    public static void Observe(this Meter meter, MetricDefinition metric, Func<IEnumerable<Measurement<long>>> read) =>
        Checked(meter, metric, MetricKind.Gauge).CreateObservableGauge(metric.Name, read, metric.Unit, metric.Description);

    private static Meter Checked(Meter meter, MetricDefinition metric, MetricKind kind)
    {
        ArgumentNullException.ThrowIfNull(meter);
        ArgumentNullException.ThrowIfNull(metric);
        return metric.Kind == kind ? meter : throw new ArgumentException($"Metric {metric.Name} is a {metric.Kind}, not a {kind}.", nameof(metric));
    }
}

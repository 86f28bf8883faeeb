namespace EdgeAigc.Core.Telemetry;

/// <summary>Kinds of instruments.</summary>
public enum MetricKind
{
    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A distribution.</summary>
    Histogram,

    /// <summary>A value that goes up and down.</summary>
    Gauge,
}

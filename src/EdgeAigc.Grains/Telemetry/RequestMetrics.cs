using System.Diagnostics;
using System.Diagnostics.Metrics;
using EdgeAigc.Core.Telemetry;

namespace EdgeAigc.Grains.Telemetry;

/// <summary>What is measured of requests, by the silo that relays them.</summary>
internal sealed class RequestMetrics
{
    private readonly Histogram<double> _requests;
    private readonly Histogram<double> _cloud;
    private readonly Histogram<double> _negotiations;
    private readonly Counter<long> _quotaRefusals;

    public RequestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Source);
        _requests = meter.Histogram(MetricCatalog.RequestDuration);
        _cloud = meter.Histogram(MetricCatalog.CloudDuration);
        _negotiations = meter.Histogram(MetricCatalog.NegotiationDuration);
        _quotaRefusals = meter.Counter(MetricCatalog.QuotaRefusals);
    }

    /// <summary>A request ended, with an image or the code of its failure.</summary>
    public void Ended(string model, TimeSpan took, string? error) => _requests.Record(took.TotalSeconds, Tags(TelemetryNames.OwnProvider, model, error));

    /// <summary>The cloud upstream answered, with an image or an error.</summary>
    public void CloudEnded(string model, TimeSpan took, string? error) => _cloud.Record(took.TotalSeconds, Tags(TelemetryNames.CloudProvider, model, error));

    /// <summary>Nodes answered a bid.</summary>
    public void Negotiated(TimeSpan took) => _negotiations.Record(took.TotalSeconds);

    /// <summary>A request was beyond the quota of its key.</summary>
    public void QuotaRefused() => _quotaRefusals.Add(1);

    private static TagList Tags(string provider, string model, string? error)
    {
        var tags = new TagList
        {
            { TelemetryNames.Operation, TelemetryNames.GenerateContent },
            { TelemetryNames.Provider, provider },
            { TelemetryNames.Model, model },
        };
        if (error is not null)
            tags.Add(TelemetryNames.Error, error);
        return tags;
    }
}

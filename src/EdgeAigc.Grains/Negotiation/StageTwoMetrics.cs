using System.Diagnostics.Metrics;
using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Grains.Telemetry;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>What stage two measures.</summary>
internal sealed class StageTwoMetrics
{
    private readonly Counter<long> _promises;
    private readonly Counter<long> _bids;
    private readonly Gauge<double> _price;
    private readonly ShieldMetrics _shield;

    public StageTwoMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Source);
        _promises = meter.Counter(MetricCatalog.Promises);
        _bids = meter.Counter(MetricCatalog.Bids);
        _price = meter.Gauge(MetricCatalog.Price);
        _shield = new(meter, "slot");
    }

    /// <summary>A learned policy decided; null where none does.</summary>
    public void Shielded(FeasibilityShield? shield) => _shield.Take(shield);

    public void PromiseKept() => _promises.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Outcome, "kept"));

    public void PromiseMissed(string cause) => _promises.Add(1, new(TelemetryNames.Outcome, "missed"), new(TelemetryNames.Cause, cause));

    public void Answered(BidAnswer answer)
    {
        if (answer is Offer offer)
            _price.Record(offer.Price);
        _bids.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Answer, answer switch
        {
            Refusal { Reason: RefusalReason.DeadlineUnreachable } => "deadline_unreachable",
            Refusal { Reason: RefusalReason.QualityUnreachable } => "quality_unreachable",
            Refusal { Reason: RefusalReason.QueueFull } => "queue_full",
            Refusal => "outbid",
            _ => "offer",
        }));
    }
}

using System.Diagnostics.Metrics;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Grains.Negotiation;

/// <summary>What stage two counts.</summary>
internal sealed class StageTwoMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "EdgeAigc";

    private readonly Counter<long> _promises;
    private readonly Counter<long> _bids;

    public StageTwoMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _promises = meter.CreateCounter<long>("edgeaigc.promises", "{promise}", "Promises by what became of them: kept, or the cause of the miss.");
        _bids = meter.CreateCounter<long>("edgeaigc.bids", "{bid}", "Bids by their answer.");
    }

    public void PromiseKept() => _promises.Add(1, new KeyValuePair<string, object?>("outcome", "kept"));

    public void PromiseMissed(string cause) => _promises.Add(1, new("outcome", "missed"), new("cause", cause));

    public void Answered(BidAnswer answer) => _bids.Add(1, new KeyValuePair<string, object?>("answer", answer switch
    {
        Refusal { Reason: RefusalReason.DeadlineUnreachable } => "deadline_unreachable",
        Refusal { Reason: RefusalReason.QualityUnreachable } => "quality_unreachable",
        Refusal { Reason: RefusalReason.QueueFull } => "queue_full",
        Refusal => "outbid",
        _ => "offer",
    }));
}

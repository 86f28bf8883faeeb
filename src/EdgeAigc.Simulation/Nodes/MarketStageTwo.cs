using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>The stage two that a silo runs.</summary>
internal sealed class MarketStageTwo(SlotMarket market) : IStageTwo
{
    private long _accepted;

    public int Waiting => market.Waiting;

    public double PromisedSeconds => market.PromisedSeconds;

    public BidAnswer? Submit(Bid bid, double now) => market.Submit(bid, now);

    public IReadOnlyList<(string Id, BidAnswer Answer)> Close(double now) => market.Close(now);

    public SimulatedJob? Accept(ISimulatedRequest request, double now) =>
        market.Accept(request.Bid.Id, now) is { } promise ? new(request, promise.Offer, promise, _accepted++) : null;

    public void NoteReady(SimulatedJob job, double now)
    {
        var bid = job.Request.Bid;
        market.NoteReady(job.Promise!, now);
        market.PaceOf(bid.Model).Observe(job.DeviceSeconds, job.Steps, (double)job.ImagesInBatches / job.Steps, bid.Work);
    }

    public void Remove(string id, double now) => market.Remove(id, now);
}

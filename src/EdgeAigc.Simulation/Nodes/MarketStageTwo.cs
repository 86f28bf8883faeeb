using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>The stage two that a silo runs.</summary>
/// <param name="market">It.</param>
/// <param name="decisions">Measures it.</param>
internal sealed class MarketStageTwo(SlotMarket market, DecisionClock decisions) : IStageTwo
{
    private long _accepted;

    public int Waiting => market.Waiting;

    public double PromisedSeconds => market.PromisedSeconds;

    public BidAnswer? Submit(Bid bid, double now)
    {
        var start = decisions.Start();
        var answer = market.Submit(bid, now);
        decisions.Stop(start, newBids: 1);
        return answer;
    }

    public IReadOnlyList<(string Id, BidAnswer Answer)> Close(double now)
    {
        var start = decisions.Start();
        var answers = market.Close(now);
        decisions.Stop(start, newBids: 0);
        return answers;
    }

    public SimulatedJob? Accept(ISimulatedRequest request, double now) =>
        market.Accept(request.Bid.Id, now) is { } promise ? new(request, promise.Offer, promise, _accepted++) : null;

    public void NoteReady(SimulatedJob job, double now)
    {
        var bid = job.Request.Bid;
        market.NoteReady(job.Promise!, now);
        market.PaceOf(bid.Model).Observe(job.DeviceSeconds, job.Steps, (double)job.ImagesInBatches / job.Steps, bid.Work);
    }

    public void Decline(string id, double now) => market.Remove(id, now);

    public void End(string id, double now) => market.Remove(id, now);
}

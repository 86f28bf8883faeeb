namespace EdgeAigc.Simulation.Nodes;

/// <summary>A link that sends what is ready one at a time, in the order in which it was promised.</summary>
internal sealed class PromisedLink(double bitsPerSecond) : ISimulatedLink
{
    private readonly PriorityQueue<SimulatedJob, double> _ready = new();
    private readonly PriorityQueue<SimulatedJob, double> _deliveries = new();
    private double _free;

    public double NextEvent => Math.Min(NextDelivery, NextSending);

    private double NextDelivery => _deliveries.TryPeek(out _, out var time) ? time : double.PositiveInfinity;

    private double NextSending => _ready.Count > 0 ? _free : double.PositiveInfinity;

    public void Add(SimulatedJob job, double now)
    {
        _ready.Enqueue(job, job.Request.Time + job.ExpectedSeconds);
        Send(now);
    }

    public SimulatedJob? Handle(double now)
    {
        if (NextSending > NextDelivery)
            return _deliveries.Dequeue();
        Send(now);
        return null;
    }

    private void Send(double now)
    {
        while (_free <= now && _ready.TryDequeue(out var job, out _))
        {
            var bid = job.Request.Bid;
            _free = now + (bid.PayloadBits / bitsPerSecond);
            // A slow client takes its time without keeping the link from others.
            _deliveries.Enqueue(job, Math.Max(_free, now + (bid.PayloadBits / bid.MaxRateBitsPerSecond)));
        }
    }
}

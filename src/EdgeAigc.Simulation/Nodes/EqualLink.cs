namespace EdgeAigc.Simulation.Nodes;

/// <summary>A link that all deliveries under way share equally. Its progress is the bits that each has got since the beginning, so that only
/// the next one to end matters, however many there are.</summary>
internal sealed class EqualLink(double bitsPerSecond) : ISimulatedLink
{
    private readonly PriorityQueue<SimulatedJob, double> _sending = new();
    private readonly PriorityQueue<SimulatedJob, double> _slow = new();
    private double _progress;
    private double _time;

    public double NextEvent => Math.Min(NextSent, _slow.TryPeek(out _, out var time) ? time : double.PositiveInfinity);

    private double NextSent => _sending.TryPeek(out _, out var end) ? _time + ((end - _progress) * _sending.Count / bitsPerSecond) : double.PositiveInfinity;

    public void Add(SimulatedJob job, double now)
    {
        Advance(now);
        job.ReadyTime = now;
        _sending.Enqueue(job, _progress + job.Request.Bid.PayloadBits);
    }

    public SimulatedJob? Handle(double now)
    {
        if (NextSent > now)
            return _slow.Dequeue();
        _sending.TryPeek(out var job, out var end);
        (_progress, _time) = (end, now);
        _sending.Dequeue();
        var bid = job!.Request.Bid;
        var received = job.ReadyTime + (bid.PayloadBits / bid.MaxRateBitsPerSecond);
        if (received <= now)
            return job;
        // A slow client takes its time without keeping the link from others.
        _slow.Enqueue(job, received);
        return null;
    }

    private void Advance(double now)
    {
        if (_sending.Count > 0)
            _progress += (now - _time) * bitsPerSecond / _sending.Count;
        _time = now;
    }
}

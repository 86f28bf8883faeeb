using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>One node in virtual time: the stage two that a silo runs, on a simulated device and link.</summary>
/// <param name="options">Settings of stage two.</param>
/// <param name="models">Models of the node, with measured latency.</param>
/// <param name="egressBitsPerSecond">Capacity of its link.</param>
/// <param name="deviceOptions">How the device differs from the curves.</param>
/// <param name="seed">Seed of the disturbances.</param>
public sealed class NodeSimulation(
    NegotiationOptions options, IReadOnlyList<ModelProfile> models, double egressBitsPerSecond, SimulatedDeviceOptions deviceOptions, int seed)
{
    private readonly SlotMarket _market = new(options, models, egressBitsPerSecond, TimeProvider.System);
    private readonly SimulatedDevice _device = new(models, deviceOptions, new Random(seed));
    private readonly Dictionary<string, ModelProfile> _profiles = models.ToDictionary(model => model.Name, StringComparer.Ordinal);
    private readonly List<SimulatedOutcome> _outcomes = [];
    private readonly Dictionary<string, Arrival> _waiting = new(StringComparer.Ordinal);
    private readonly PriorityQueue<SimulatedJob, double> _deliveries = new();
    private double _slotEnd = double.PositiveInfinity;
    private readonly PriorityQueue<SimulatedJob, double> _ready = new();
    private double _linkFree;
    private long _accepted;

    /// <summary>Serves the arrivals until nothing is left to do.</summary>
    /// <param name="arrivals">Requests in the order of their times.</param>
    /// <returns>An outcome for each, in the order in which they were known.</returns>
    public IReadOnlyList<SimulatedOutcome> Run(IReadOnlyList<Arrival> arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        var next = 0;
        while (true)
        {
            var arrival = next < arrivals.Count ? arrivals[next].Time : double.PositiveInfinity;
            var delivery = _deliveries.TryPeek(out _, out var time) ? time : double.PositiveInfinity;
            var link = _ready.Count > 0 ? _linkFree : double.PositiveInfinity;
            var now = Math.Min(Math.Min(arrival, _slotEnd), Math.Min(Math.Min(delivery, link), _device.BusyUntil));
            if (double.IsInfinity(now))
                return _outcomes;
            if (now == _device.BusyUntil)
                EndUnit(now);
            else if (now == link)
                Send(now);
            else if (now == delivery)
                Delivered(_deliveries.Dequeue(), now);
            else if (now == _slotEnd)
                CloseSlot(now);
            else
                Arrive(arrivals[next++], now);
        }
    }

    private void Arrive(Arrival arrival, double now)
    {
        if (_market.Submit(arrival.Bid, now) is Refusal refusal)
        {
            Refuse(arrival, refusal);
            return;
        }

        _waiting.Add(arrival.Bid.Id, arrival);
        if (_device.IsIdle)
            CloseSlot(now);
        else if (double.IsInfinity(_slotEnd))
            _slotEnd = now + options.SlotSeconds;
    }

    private void CloseSlot(double now)
    {
        foreach (var (id, answer) in _market.Close(now))
        {
            _waiting.Remove(id, out var arrival);
            if (answer is Refusal refusal)
                Refuse(arrival!, refusal);
            else
                _device.Add(new(arrival!, _market.Accept(id, now)!, _accepted++));
        }

        _slotEnd = _market.Waiting > 0 ? now + options.SlotSeconds : double.PositiveInfinity;
        if (double.IsInfinity(_device.BusyUntil))
            _device.Begin(now);
    }

    private void EndUnit(double now)
    {
        if (_device.End() is { } done)
        {
            var bid = done.Arrival.Bid;
            _market.NoteReady(done.Promise, now);
            _market.PaceOf(bid.Model).Observe(done.DeviceSeconds, done.Steps, (double)done.ImagesInBatches / done.Steps, bid.Work);
            _ready.Enqueue(done, done.Arrival.Time + done.Promise.Offer.ExpectedSeconds);
            Send(now);
        }

        _device.Begin(now);
    }

    /// <summary>Sends what is ready, one at a time, in the order in which it was promised.</summary>
    private void Send(double now)
    {
        while (_linkFree <= now && _ready.TryDequeue(out var job, out _))
        {
            var bid = job.Arrival.Bid;
            _linkFree = now + (bid.PayloadBits / egressBitsPerSecond);
            // A slow client takes its time without keeping the link from others.
            _deliveries.Enqueue(job, Math.Max(_linkFree, now + (bid.PayloadBits / bid.MaxRateBitsPerSecond)));
        }
    }

    private void Delivered(SimulatedJob job, double now)
    {
        _market.Remove(job.Arrival.Bid.Id, now);
        var quality = _profiles[job.Arrival.Bid.Model].QualityAt(job.Steps);
        _outcomes.Add(new(job.Arrival, job.Promise.Offer, null, job.Steps, quality, now - job.Arrival.Time));
    }

    private void Refuse(Arrival arrival, Refusal refusal) => _outcomes.Add(new(arrival, null, refusal, 0, 0, 0));
}

using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// When one more result of a tenant could leave the node, if nobody who has a promise may become later by it. A tenant's own promises
/// are also held against its part of the device alone: promises that each tenant could keep on a device of its part can all be kept
/// together, so what one tenant is promised leaves the others theirs (processor sharing, as the reference for an earliest-due-first device).
/// </summary>
/// <param name="work">What is promised.</param>
/// <param name="egressBitsPerSecond">Capacity of the node's link.</param>
internal sealed class NodeSchedule(NodeWork work, double egressBitsPerSecond)
{
    private readonly WorkTimeline _device = new();
    private readonly WorkTimeline _own = new();
    private readonly LinkTimeline _link = new();
    private double _part = 1;

    /// <summary>Puts the promises on device and link.</summary>
    /// <param name="tenant">Whose bids are decided.</param>
    /// <param name="part">ρ: part of the device that may be promised to it, above 0.</param>
    /// <param name="now">Now.</param>
    public void Reset(string tenant, double part, double now)
    {
        _part = part;
        _device.Reset(now);
        _own.Reset(now);
        _link.Reset();
        foreach (var commitment in work.ToDeliver)
            _link.Add(now, commitment.Bid.PayloadBits / egressBitsPerSecond);
        foreach (var commitment in work.ToMake)
        {
            var left = commitment.SecondsLeft;
            _device.Add(commitment.Expected, left);
            if (part < 1 && commitment.Bid.Tenant == tenant)
                _own.Add(commitment.Expected, left / part);
            _link.Add(commitment.ExpectedOnLink, commitment.Bid.PayloadBits / egressBitsPerSecond);
        }
    }

    /// <summary>Adds what is about to be promised.</summary>
    /// <param name="readySeconds">When it is expected to be ready, from now.</param>
    /// <param name="computeSeconds">Device seconds.</param>
    /// <param name="payloadBits">Size of the result.</param>
    public void Add(double readySeconds, double computeSeconds, double payloadBits)
    {
        var ready = _device.Now + readySeconds;
        _device.Add(ready, computeSeconds);
        if (_part < 1)
            _own.Add(ready, computeSeconds / _part);
        _link.Add(ready, payloadBits / egressBitsPerSecond);
    }

    /// <summary>Seconds from now until a request could begin.</summary>
    public double WaitOf(double computeSeconds, double loadSeconds)
    {
        var wait = Math.Max(_device.WaitOf(computeSeconds), loadSeconds);
        if (_part >= 1)
            return wait;
        // On its part alone the work would last longer; it may not end before that.
        var alone = computeSeconds / _part;
        return Math.Max(wait, _own.WaitOf(alone) + alone - computeSeconds);
    }

    /// <summary>When a request could be ready, and when its result could have left, in seconds from now.</summary>
    /// <param name="request">The request.</param>
    /// <param name="pending">Its bid.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="more">Images of its model, itself included, that are not promised yet.</param>
    /// <param name="rate">Rate of its delivery.</param>
    public (double Ready, double Finish) Times(SlotRequest request, PendingBid pending, int steps, int more, double rate)
    {
        var wait = WaitOf(request.ComputeSeconds(steps), pending.Bid.LoadSeconds);
        // It takes part in every one of its steps, even where the device makes others in the same.
        var chain = pending.Bid.LoadSeconds + (steps * pending.Model.StepDuration(pending.Bid, more));
        var ready = Math.Max(wait + (steps * request.StepSeconds), chain) + request.FixedSeconds;
        return request.PayloadBits > 0
            ? (ready, ready + LinkWait(ready, request.PayloadBits) + (request.PayloadBits / Math.Min(rate, request.MaxRateBitsPerSecond)))
            : (ready, ready);
    }

    /// <summary>Seconds that a result has to wait for the link when it is ready then, in seconds from now.</summary>
    public double LinkWait(double readySeconds, double payloadBits) => _link.WaitAt(_device.Now + readySeconds, payloadBits / egressBitsPerSecond);
}

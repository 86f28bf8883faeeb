using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// The demand of the last seconds as a sample of that of the next ones, and the price of compute that it implies: the smallest λ at
/// which all of it, each request taking the level that is best for it at that price, fits what the device has. Whoever asks now pays
/// it, so that steps of little worth do not displace requests that are about to come (bid-price control of revenue management,
/// Talluri and van Ryzin 1998).
/// </summary>
/// <param name="demandSeconds">Length of the window in seconds; longer while there are few requests.</param>
/// <param name="referenceSeconds">T_ref.</param>
internal sealed class DemandWindow(double demandSeconds, double referenceSeconds)
{
    // More would only take time.
    private const int MaxSamples = 512;

    // So few tell nothing about the next ones; older ones are better than none, up to some windows back.
    private const int MinSamples = 32;
    private const double MaxWindows = 120;

    // A window must hold some images, however slow the device: else one request alone would be more than all capacity.
    private const double MinImages = 8;

    private readonly LinkedList<(double Time, SlotRequest Request, double BatchPart)> _samples = [];
    private readonly Dictionary<string, LinkedListNode<(double Time, SlotRequest Request, double BatchPart)>> _byId = new(StringComparer.Ordinal);
    private readonly DemandCurve _curve = new();
    private double _batchParts;

    /// <summary>Number of samples.</summary>
    public int Count => _samples.Count;

    /// <summary>Compute seconds that they want at no price.</summary>
    public double ComputeSeconds => _curve.AtNoPrice;

    /// <summary>How many times as much of the demand the device could make if it came in batches that pay. Without it few images would be
    /// promised at a time, so that no batches form, for ever.</summary>
    public double BatchGain => _samples.Count > 0 ? _samples.Count / _batchParts : 1;

    /// <summary>Takes a request.</summary>
    /// <param name="time">When it came.</param>
    /// <param name="request">The request.</param>
    /// <param name="batchPart">Compute that it takes in a batch that pays, over what it takes now.</param>
    public void Add(double time, SlotRequest request, double batchPart)
    {
        _byId[request.Id] = _samples.AddLast((time, request, batchPart));
        _batchParts += batchPart;
        _curve.Add(request, referenceSeconds);
        if (_samples.Count > MaxSamples)
            Drop(_samples.First!);
    }

    /// <summary>Forgets a request that went elsewhere. Without effect when it is not there.</summary>
    public void Remove(string id)
    {
        if (_byId.TryGetValue(id, out var sample))
            Drop(sample);
    }

    /// <summary>Forgets what is too old.</summary>
    public void Forget(double now)
    {
        while (_samples.First is { Value.Time: var oldest } first
            && (oldest < now - (MaxWindows * demandSeconds) || (_samples.Count > MinSamples && oldest < now - demandSeconds)))
        {
            Drop(first);
        }
    }

    /// <summary>Seconds that the samples stand for.</summary>
    public double Seconds(double now)
    {
        if (_samples.First is not { Value: var oldest })
            return demandSeconds;
        // Only where some were left out can it be less.
        var shortest = _samples.Count == MaxSamples ? 1e-9 : Math.Max(demandSeconds, MinImages * ComputeSeconds / _samples.Count);
        return Math.Max(shortest, now - oldest.Time);
    }

    /// <summary>The price in utility per compute second.</summary>
    /// <param name="computeSeconds">What the device has for such a demand.</param>
    public double Price(double computeSeconds) => _curve.Price(computeSeconds);

    /// <summary>The price that a compute second is worth to those whom it delays, in utility.</summary>
    /// <param name="delay">Seconds of delay, summed over the time for which the samples stand, per compute second.</param>
    public double CongestionPrice(double delay) => _curve.CongestionPrice(delay);

    private void Drop(LinkedListNode<(double Time, SlotRequest Request, double BatchPart)> sample)
    {
        var (_, request, batchPart) = sample.Value;
        _samples.Remove(sample);
        if (_byId.TryGetValue(request.Id, out var known) && known == sample)
            _byId.Remove(request.Id);
        _curve.Remove(request, referenceSeconds);
        _batchParts -= batchPart;
        if (_samples.Count == 0)
            _batchParts = 0;
    }
}

using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// The demand of the last seconds as a sample of that of the next ones, and the price of compute that it implies: the smallest λ at
/// which all of it, each request taking the level that is best for it at that price, fits what the device has. Whoever asks now pays
/// it, so that steps of little worth do not displace requests that are about to come (bid-price control of revenue management,
/// Talluri and van Ryzin 1998).
/// </summary>
internal sealed class DemandWindow
{
    private const int Bisections = 40;

    // Enough to know a price by; more would only take time.
    private const int MaxSamples = 512;

    private readonly Queue<(double Time, SlotRequest Request, double ReferenceSeconds)> _samples = new();

    /// <summary>Takes a request.</summary>
    public void Add(double time, SlotRequest request, double referenceSeconds)
    {
        _samples.Enqueue((time, request, referenceSeconds));
        if (_samples.Count > MaxSamples)
            _samples.Dequeue();
    }

    /// <summary>Forgets what is older than that.</summary>
    public void Forget(double before)
    {
        while (_samples.TryPeek(out var oldest) && oldest.Time < before)
            _samples.Dequeue();
    }

    /// <summary>Time of the oldest sample; infinite without one. Later than a whole window back where there were too many.</summary>
    public double Since => _samples.TryPeek(out var oldest) ? oldest.Time : double.PositiveInfinity;

    /// <summary>What one second of delay of all of them costs, in utility.</summary>
    public double DelayCost => _samples.Sum(sample => sample.Request.Weight * sample.Request.LatencyPreference / sample.ReferenceSeconds);

    /// <summary>Number of samples.</summary>
    public int Count => _samples.Count;

    /// <summary>The price in utility per compute second.</summary>
    /// <param name="computeSeconds">What the device has for such a demand.</param>
    public double Price(double computeSeconds)
    {
        if (Demand(0) <= computeSeconds)
            return 0;
        var (low, high) = (0.0, 1.0);
        while (Demand(high) > Math.Max(0, computeSeconds) && high < 1e12)
            (low, high) = (high, high * 2);
        for (var round = 0; round < Bisections && high - low > 1e-6 * high; round++)
        {
            var middle = (low + high) / 2;
            (low, high) = Demand(middle) > computeSeconds ? (middle, high) : (low, middle);
        }

        return high;
    }

    private double Demand(double price)
    {
        var sum = 0.0;
        foreach (var (_, request, reference) in _samples)
        {
            var (best, taken) = (request.RejectUtility, 0.0);
            foreach (var (steps, quality) in request.Quality)
            {
                var finish = request.FinishSeconds(steps, double.PositiveInfinity);
                if (finish > request.DeadlineSeconds)
                    break;
                var compute = request.ComputeSeconds(steps);
                var net = request.Utility(quality, finish, reference) - (price * compute);
                if (net > best)
                    (best, taken) = (net, compute);
            }

            sum += taken;
        }

        return sum;
    }
}

using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Core.Negotiation;

/// <summary>
/// Compute that a set of requests would take at each price λ, when each takes the level that is best for it at that price. Only the
/// vertices of a request's upper concave envelope of utility over compute can be best, so it takes what lies between two of them exactly
/// while λ is below the slope between them; the slopes of all requests in one sorted list are the whole curve.
/// </summary>
internal sealed class DemandCurve
{
    // Steepest first.
    private readonly List<Edge> _edges = [];
    private readonly List<(double Compute, double Utility)> _envelope = [];

    /// <summary>Compute seconds that are wanted at no price.</summary>
    public double AtNoPrice { get; private set; }

    /// <summary>Takes a request in.</summary>
    public void Add(SlotRequest request, double referenceSeconds)
    {
        FindEnvelope(request, referenceSeconds);
        for (var i = 1; i < _envelope.Count; i++)
        {
            var edge = EdgeTo(i, request, referenceSeconds);
            var place = _edges.BinarySearch(edge, Steepest.Instance);
            _edges.Insert(place < 0 ? ~place : place, edge);
            AtNoPrice += edge.Compute;
        }
    }

    /// <summary>Takes a request out that was taken in.</summary>
    public void Remove(SlotRequest request, double referenceSeconds)
    {
        FindEnvelope(request, referenceSeconds);
        for (var i = 1; i < _envelope.Count; i++)
        {
            var edge = EdgeTo(i, request, referenceSeconds);
            _edges.RemoveAt(_edges.BinarySearch(edge, Steepest.Instance));
            AtNoPrice -= edge.Compute;
        }

        if (_edges.Count == 0)
            AtNoPrice = 0;
    }

    /// <summary>The smallest price, in utility per compute second, at which no more than that is wanted. A negative amount has the price at
    /// which nothing is.</summary>
    public double Price(double computeSeconds)
    {
        if (AtNoPrice <= computeSeconds)
            return 0;
        var sum = 0.0;
        foreach (var (slope, compute, _) in _edges)
        {
            sum += compute;
            if (sum > computeSeconds)
                return slope;
        }

        return 0;
    }

    /// <summary>The price at which it equals that much times <see cref="Edge.DelayCost"/> of those who still take something at it: who
    /// is priced out is not delayed.</summary>
    public double CongestionPrice(double secondsOfDelay)
    {
        var cost = 0.0;
        foreach (var edge in _edges)
        {
            if (secondsOfDelay * cost >= edge.Slope)
                break;
            cost += edge.DelayCost;
            if (secondsOfDelay * cost > edge.Slope)
                return edge.Slope;
        }

        return secondsOfDelay * cost;
    }

    private Edge EdgeTo(int i, SlotRequest request, double referenceSeconds)
    {
        var (from, to) = (_envelope[i - 1], _envelope[i]);
        return new(
            (to.Utility - from.Utility) / (to.Compute - from.Compute),
            to.Compute - from.Compute,
            i == 1 ? request.Weight * request.LatencyPreference / referenceSeconds : 0);
    }

    /// <summary>From being rejected upwards for as long as more compute is worth more, by descending slope.</summary>
    private void FindEnvelope(SlotRequest request, double referenceSeconds)
    {
        _envelope.Clear();
        _envelope.Add((0, request.RejectUtility));
        foreach (var (steps, quality) in request.Quality)
        {
            var finish = request.FinishSeconds(steps, double.PositiveInfinity);
            if (finish > request.DeadlineSeconds)
                break;
            var point = (Compute: request.ComputeSeconds(steps), Utility: request.Utility(quality, finish, referenceSeconds));
            if (point.Utility <= _envelope[^1].Utility)
                continue;
            while (_envelope.Count > 1 && IsBelow(_envelope[^1], _envelope[^2], point))
                _envelope.RemoveAt(_envelope.Count - 1);
            // Compute that costs nothing has no price.
            if (point.Compute > _envelope[^1].Compute)
                _envelope.Add(point);
            else
                _envelope[^1] = point;
        }
    }

    private static bool IsBelow((double Compute, double Utility) middle, (double Compute, double Utility) from, (double Compute, double Utility) to) =>
        (middle.Utility - from.Utility) * (to.Compute - from.Compute) <= (to.Utility - from.Utility) * (middle.Compute - from.Compute);

    /// <summary>What lies between two vertices.</summary>
    /// <param name="Slope">Utility per compute second.</param>
    /// <param name="Compute">Compute seconds.</param>
    /// <param name="DelayCost">Utility that the request loses per second of delay, at its first edge; 0 at the others.</param>
    private readonly record struct Edge(double Slope, double Compute, double DelayCost);

    private sealed class Steepest : IComparer<Edge>
    {
        public static readonly Steepest Instance = new();

        public int Compare(Edge x, Edge y)
        {
            var order = y.Slope.CompareTo(x.Slope);
            if (order == 0)
                order = y.Compute.CompareTo(x.Compute);
            return order != 0 ? order : y.DelayCost.CompareTo(x.DelayCost);
        }
    }
}

using System.Runtime.InteropServices;
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

    // Up to and with each edge; the first so many are right.
    private readonly List<(double Compute, double DelayCost)> _sums = [];
    private int _summed;

    /// <summary>Compute seconds that are wanted at no price.</summary>
    public double AtNoPrice { get; private set; }

    /// <summary>Takes a request in.</summary>
    public void Add(SlotRequest request, double referenceSeconds)
    {
        FindEnvelope(request, referenceSeconds);
        for (var i = 1; i < _envelope.Count; i++)
        {
            var edge = EdgeTo(i, request, referenceSeconds);
            var place = PlaceOf(edge);
            _edges.Insert(place, edge);
            _summed = Math.Min(_summed, place);
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
            var place = PlaceOf(edge);
            _edges.RemoveAt(place);
            _summed = Math.Min(_summed, place);
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
        Sum();
        var (low, high) = (0, _edges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sums[middle].Compute > computeSeconds ? (low, middle) : (middle + 1, high);
        }

        return low < _edges.Count ? _edges[low].Slope : 0;
    }

    /// <summary>The price at which it equals that much times <see cref="Edge.DelayCost"/> of those who still take something at it: who
    /// is priced out is not delayed.</summary>
    public double CongestionPrice(double secondsOfDelay)
    {
        Sum();
        // The first edge that is not taken whole: those before it pay for the delay of all of them.
        var (low, high) = (0, _edges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = secondsOfDelay * CostBefore(middle) >= _edges[middle].Slope || secondsOfDelay * _sums[middle].DelayCost > _edges[middle].Slope
                ? (low, middle)
                : (middle + 1, high);
        }

        var price = secondsOfDelay * CostBefore(low);
        return low == _edges.Count || price >= _edges[low].Slope ? price : _edges[low].Slope;
    }

    /// <summary>The first place that an edge may take.</summary>
    private int PlaceOf(in Edge edge)
    {
        var edges = CollectionsMarshal.AsSpan(_edges);
        var (low, high) = (0, edges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = edges[middle].IsBefore(edge) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private double CostBefore(int edge) => edge > 0 ? _sums[edge - 1].DelayCost : 0;

    private void Sum()
    {
        _sums.RemoveRange(_summed, _sums.Count - _summed);
        var (compute, cost) = _summed > 0 ? _sums[_summed - 1] : (0, 0);
        for (; _summed < _edges.Count; _summed++)
        {
            compute += _edges[_summed].Compute;
            cost += _edges[_summed].DelayCost;
            _sums.Add((compute, cost));
        }
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
    private readonly record struct Edge(double Slope, double Compute, double DelayCost)
    {
        /// <summary>Steepest first; the rest only makes the order one.</summary>
        public bool IsBefore(in Edge other)
        {
            if (Slope != other.Slope)
                return Slope > other.Slope;
            return Compute != other.Compute ? Compute > other.Compute : DelayCost > other.DelayCost;
        }
    }
}

using EdgeAigc.Core.Allocation;

namespace EdgeAigc.UnitTests.Allocation;

/// <summary>The optimum of a small slot, straight from its definition: every combination of levels, and for each the best shares by
/// bisection on the price of the link. Shares no code with the allocator.</summary>
internal sealed class ExhaustiveSearch(SlotProblem problem)
{
    private readonly int[] _levels = new int[problem.Requests.Count];
    private double _best = double.NegativeInfinity;

    public static double Optimum(SlotProblem problem)
    {
        var search = new ExhaustiveSearch(problem);
        search.Visit(0, 0);
        return search._best;
    }

    private void Visit(int index, double seconds)
    {
        if (index == _levels.Length)
        {
            _best = Math.Max(_best, Value());
            return;
        }

        var request = problem.Requests[index];
        for (_levels[index] = -1; _levels[index] < request.Quality.Count; _levels[index]++)
        {
            var level = _levels[index];
            var taken = seconds + (level < 0 ? 0 : Compute(request, level));
            if (taken <= problem.ComputeSeconds * (1 + 1e-12))
                Visit(index + 1, taken);
        }
    }

    private static double Compute(SlotRequest request, int level) => request.FixedComputeSeconds + (request.Quality[level].Steps * request.StepSeconds);

    private double Value()
    {
        var value = 0.0;
        var deliveries = new List<(double Delay, double Least, double Cap)>();
        for (var i = 0; i < _levels.Length; i++)
        {
            var request = problem.Requests[i];
            if (_levels[i] < 0)
            {
                value += request.RejectUtility;
                continue;
            }

            var (steps, quality) = request.Quality[_levels[i]];
            var ready = request.WaitSeconds + request.FixedSeconds + (steps * request.StepSeconds);
            value += request.Weight * (((1 - request.LatencyPreference) * quality) - (request.LatencyPreference * ready / problem.ReferenceSeconds));
            value -= problem.ReservePrice * Compute(request, _levels[i]);
            var whole = request.PayloadBits / problem.EgressBitsPerSecond;
            var cap = Math.Min(1, request.MaxRateBitsPerSecond / problem.EgressBitsPerSecond);
            if (ready + (whole > 0 ? whole / cap : 0) > request.DeadlineSeconds)
                return double.NegativeInfinity;
            if (whole > 0)
                deliveries.Add((request.Weight * request.LatencyPreference * whole / problem.ReferenceSeconds, whole / (request.DeadlineSeconds - ready), cap));
        }

        return deliveries.Sum(delivery => delivery.Least) > 1 ? double.NegativeInfinity : value - Delay(deliveries);
    }

    private static double Delay(List<(double Delay, double Least, double Cap)> deliveries)
    {
        var (low, high) = (1e-18, 1e18);
        for (var round = 0; round < 120; round++)
        {
            var middle = Math.Sqrt(low * high);
            if (deliveries.Sum(delivery => Share(delivery, middle)) > 1)
                low = middle;
            else
                high = middle;
        }

        return deliveries.Sum(delivery => delivery.Delay > 0 ? delivery.Delay / Share(delivery, high) : 0);
    }

    private static double Share((double Delay, double Least, double Cap) delivery, double price) =>
        Math.Min(delivery.Cap, Math.Max(delivery.Least, Math.Sqrt(delivery.Delay / price)));
}

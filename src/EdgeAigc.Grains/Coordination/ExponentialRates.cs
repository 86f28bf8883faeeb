using EdgeAigc.Contracts.Coordination;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Rates by exponential discounting: old counts and the time in which they came fade alike, so their quotient stays a rate and
/// frames may be of any length.</summary>
internal sealed class ExponentialRates(IOptions<CoordinationOptions> options) : IDemandForecast
{
    // A rate below this is one request in a month.
    private const double NegligibleRate = 4e-7;

    private readonly SortedDictionary<string, Discounted> _nodes = new(StringComparer.Ordinal);

    public IReadOnlyList<ForecastDemand> Next(DateTimeOffset end, IReadOnlyCollection<FrameReport> reports)
    {
        foreach (var report in reports)
        {
            if (!_nodes.TryGetValue(report.Status!.Name, out var node))
                _nodes.Add(report.Status.Name, node = new());
            node.Add(report, Math.Exp(-report.Period.TotalSeconds / options.Value.MemorySeconds));
        }

        return [.. from node in _nodes
                   from count in node.Value.Requests
                   let rate = count.Value / Math.Max(1e-3, node.Value.Seconds)
                   where rate > NegligibleRate
                   select new ForecastDemand(node.Key, count.Key, rate)];
    }

    private sealed class Discounted
    {
        public double Seconds { get; private set; }

        public SortedDictionary<string, double> Requests { get; } = new(StringComparer.Ordinal);

        public void Add(FrameReport report, double fade)
        {
            Seconds = (Seconds * fade) + report.Period.TotalSeconds;
            foreach (var model in Requests.Keys.ToList())
                Requests[model] *= fade;
            foreach (var count in report.Counts)
                Requests[count.Model] = Requests.GetValueOrDefault(count.Model) + count.Arrivals;
        }
    }
}

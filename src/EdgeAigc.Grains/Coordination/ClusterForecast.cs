using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Workload;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Forecasts the demand of the coming frame from what the nodes counted, and keeps the score.</summary>
internal sealed class ClusterForecast
{
    // A rate below this is one request in a month.
    private const double NegligibleRate = 4e-7;

    // Scoring more pairs would tell no more and cost time in every frame.
    private const int MaxScored = 2000;

    // Weeks begin on Mondays.
    private static readonly DateTimeOffset Monday = new(1970, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly DemandForecasterOptions _options;
    private readonly SortedSet<string> _models = new(StringComparer.Ordinal);
    private DemandForecaster _forecaster;
    private Dictionary<string, double> _exposures = new(StringComparer.Ordinal);
    private Dictionary<(string Node, string Model), int> _last = [];

    public ClusterForecast(IOptions<CoordinationOptions> options)
    {
        _options = new() { FrameSeconds = options.Value.FrameSeconds, MemorySeconds = options.Value.MemorySeconds };
        _forecaster = new(_options);
    }

    /// <summary>What was learned so far.</summary>
    public DemandHistory History => _forecaster.ToHistory();

    /// <summary>Begins anew, from what was learned before.</summary>
    public void Resume(DemandHistory history)
    {
        _forecaster = new(_options, history);
        _models.UnionWith(history.Nodes.SelectMany(node => node.Models).Select(model => model.Model));
    }

    /// <summary>Takes in a frame and forecasts the next one.</summary>
    /// <param name="end">When the frame ended.</param>
    /// <param name="active">The nodes that are up.</param>
    /// <param name="reports">What nodes counted in it; one whose report is missing keeps its history.</param>
    /// <returns>Rates above 0, and the score of the forecasts for the frame that ended.</returns>
    public (IReadOnlyList<ForecastDemand> Demand, ForecastScore Score) Next(
        DateTimeOffset end, IEnumerable<string> active, IReadOnlyCollection<FrameReport> reports)
    {
        var exposures = active.ToDictionary(node => node, _ => 0.0, StringComparer.Ordinal);
        foreach (var report in reports)
            exposures[report.Status!.Name] = report.Period.TotalSeconds;
        var counts = reports.SelectMany(report => report.Counts.Where(row => row.Arrivals > 0)
            .Select(row => new FrameCount(report.Status!.Name, row.Model, row.Arrivals))).ToList();
        var came = counts.ToDictionary(count => (count.Node, count.Model), count => count.Requests);
        var score = Score(exposures, came);

        var seconds = Math.Max(1e-3, exposures.Values.Max());
        _forecaster.Observe((end - Monday).TotalSeconds - seconds, seconds, exposures, counts);
        _models.UnionWith(counts.Select(count => count.Model));
        (_exposures, _last) = (exposures, came);
        return ([.. from node in exposures.Keys.Order(StringComparer.Ordinal)
                    from model in _models
                    let rate = _forecaster.Forecast(node, model, _options.FrameSeconds).RequestsPerSecond
                    where rate > NegligibleRate
                    select new ForecastDemand(node, model, rate)], score);
    }

    private ForecastScore Score(Dictionary<string, double> exposures, Dictionary<(string Node, string Model), int> came)
    {
        var score = new ForecastScore();
        var known = exposures.Where(node => node.Value > 0 && _exposures.GetValueOrDefault(node.Key) > 0).OrderBy(node => node.Key, StringComparer.Ordinal);
        foreach (var (pair, seconds) in known.SelectMany(node => _models.Select(model => ((node.Key, model), node.Value))).Take(MaxScored))
        {
            var last = _last.GetValueOrDefault(pair) * seconds / _exposures[pair.Key];
            score.Add(_forecaster.Forecast(pair.Key, pair.model, seconds), seconds, last, came.GetValueOrDefault(pair));
        }

        return score;
    }
}

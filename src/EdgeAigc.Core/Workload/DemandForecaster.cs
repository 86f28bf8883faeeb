namespace EdgeAigc.Core.Workload;

/// <summary>
/// Forecasts the demand of each (node, model) from counts per frame. Counts are Poisson at a rate that drifts: old counts and old exposure
/// fade (a power discount), and the rate's gamma posterior adds them to a prior fitted over the nodes (empirical Bayes), so that a node that
/// has not seen a model yet takes it for as popular as elsewhere. Hours of the day and days of the week act as factors on exposure. Memory
/// is bounded by <see cref="DemandForecasterOptions.MaxPairs"/>. Not for several threads at once.
/// </summary>
public sealed class DemandForecaster
{
    private const double FreshShare = 4;
    private readonly DemandForecasterOptions _options;
    private readonly Dictionary<string, NodeDemand> _nodes = new(StringComparer.Ordinal);
    private readonly SeasonalProfile _days;
    private readonly SeasonalProfile _weeks;
    private readonly Dispersion _dispersion = new();
    private readonly DemandPriors _priors = new();
    private readonly double _freshSeconds;
    private double _clock;
    private double _seconds;

    /// <summary>A forecaster that knows nothing, or goes on from what one like it has learned.</summary>
    public DemandForecaster(DemandForecasterOptions options, DemandHistory? history = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _days = new(86_400, 24, options.DailyHistorySeconds);
        _weeks = new(604_800, 7, 7 * options.DailyHistorySeconds);
        _freshSeconds = options.MemorySeconds / FreshShare;
        if (history is not null)
            Restore(history);
    }

    /// <summary>What it has learned.</summary>
    public DemandHistory ToHistory() => new()
    {
        EndSeconds = _seconds,
        Nodes = [.. _nodes.OrderBy(node => node.Key, StringComparer.Ordinal).Select(node => node.Value.History(node.Key))],
        Days = _days.History,
        Weeks = _weeks.History,
        DispersionSquares = _dispersion.Squares,
        DispersionWeight = _dispersion.Weight,
    };

    /// <summary>(node, model) pairs that are remembered.</summary>
    public int Pairs => _nodes.Values.Sum(node => node.Models.Count);

    /// <summary>Takes in one frame of the cluster, as long as the settings say. Frames follow each other without gaps.</summary>
    /// <param name="startSeconds">When the frame began, in seconds since a Monday, midnight.</param>
    /// <param name="nodes">The nodes that were up during the frame.</param>
    /// <param name="counts">What arrived; every node in it must be up.</param>
    public void Observe(double startSeconds, IReadOnlyCollection<string> nodes, IReadOnlyCollection<FrameCount> counts)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        Observe(startSeconds, _options.FrameSeconds, nodes.ToDictionary(node => node, _ => _options.FrameSeconds, StringComparer.Ordinal), counts);
    }

    /// <summary>Takes in one frame of any length.</summary>
    /// <param name="startSeconds">When it began, in seconds since a Monday, midnight.</param>
    /// <param name="frameSeconds">Its length, above 0.</param>
    /// <param name="exposures">For how many seconds each node was watched in it: 0 for one that is up and whose counts were lost. What was seen
    /// at a node that is not listed fades until it is forgotten.</param>
    /// <param name="counts">What arrived; every node in it must be listed.</param>
    public void Observe(double startSeconds, double frameSeconds, IReadOnlyDictionary<string, double> exposures, IReadOnlyCollection<FrameCount> counts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameSeconds);
        ArgumentNullException.ThrowIfNull(exposures);
        ArgumentNullException.ThrowIfNull(counts);
        // The time since the last frame, when nobody watched: evidence grows old, rates stay.
        if (_nodes.Count > 0 && startSeconds > _seconds)
            Pass(startSeconds - _seconds);
        Measure(exposures, counts);
        Pass(frameSeconds);
        var season = Season(startSeconds);
        foreach (var (node, seconds) in exposures)
        {
            if (!_nodes.TryGetValue(node, out var demand))
                _nodes.Add(node, demand = new());
            demand.Observe(season * seconds);
        }

        foreach (var count in counts)
            Add(count);
        _seconds = startSeconds + frameSeconds;
        Learn(startSeconds, frameSeconds, counts.Sum(count => count.Requests));
        Forget(exposures);
        _priors.Fit(_nodes.Values);
    }

    /// <summary>The demand expected from now on.</summary>
    /// <param name="node">The node; one that was never seen gets what is usual.</param>
    /// <param name="model">The model; likewise.</param>
    /// <param name="aheadSeconds">Length of the period that is forecast, above 0; its middle sets hour and trend.</param>
    public DemandForecast Forecast(string node, string model, double aheadSeconds)
    {
        var prior = _priors.Of(model);
        var (shape, exposure) = (prior.Shape, prior.Seconds);
        var trend = 1.0;
        if (_nodes.TryGetValue(node, out var demand))
        {
            exposure += demand.Exposure;
            if (demand.Models.TryGetValue(model, out var pair))
            {
                pair.Fade(_clock, _options.MemorySeconds, _freshSeconds);
                shape += pair.Requests;
                trend = _options.Trend ? DemandTrend.Factor(pair, demand, prior, aheadSeconds / 2, _options.MemorySeconds) : 1;
            }
        }

        var factor = Season(_seconds + (aheadSeconds / 2)) * trend;
        // The rate times a constant is gamma again: the constant divides the inverse scale.
        return Widened(new(shape, exposure / factor), aheadSeconds);
    }

    /// <summary>The same mean with the variance that counts were found to have.</summary>
    private DemandForecast Widened(DemandForecast forecast, double periodSeconds)
    {
        var wanted = (_dispersion.Factor * (1 + (periodSeconds / forecast.Seconds))) - 1;
        var seconds = periodSeconds / wanted;
        return new(forecast.RequestsPerSecond * seconds, seconds);
    }

    private double Season(double seconds) => _options.Seasonal ? _days.Factor(seconds) * _weeks.Factor(seconds) : 1;

    private void Restore(DemandHistory history)
    {
        _seconds = history.EndSeconds;
        foreach (var node in history.Nodes)
            _nodes[node.Node] = NodeDemand.From(node, _clock);
        _days.Restore(history.Days);
        _weeks.Restore(history.Weeks);
        _dispersion.Restore(history.DispersionSquares, history.DispersionWeight);
        _priors.Fit(_nodes.Values);
    }

    private void Pass(double seconds)
    {
        _clock += seconds;
        var (fade, freshFade) = (Math.Exp(-seconds / _options.MemorySeconds), Math.Exp(-seconds / _freshSeconds));
        foreach (var demand in _nodes.Values)
            demand.Fade(fade, freshFade);
    }

    private void Add(FrameCount count)
    {
        if (!_nodes.TryGetValue(count.Node, out var demand))
            throw new ArgumentException($"Node '{count.Node}' has counts but is not among the nodes of the frame; list it.");
        if (count.Requests < 0)
            throw new ArgumentException($"Model '{count.Model}' on node '{count.Node}' has {count.Requests} requests; a count is at least 0.");
        if (count.Requests == 0)
            return;
        if (!demand.Models.TryGetValue(count.Model, out var pair))
            demand.Models.Add(count.Model, pair = PairDemand.StartAt(_clock));
        pair.Fade(_clock, _options.MemorySeconds, _freshSeconds);
        pair.Add(count.Requests);
    }

    /// <summary>Compares what was forecast for this frame with what came, for the width of the next forecasts.</summary>
    private void Measure(IReadOnlyDictionary<string, double> exposures, IReadOnlyCollection<FrameCount> counts)
    {
        var came = new Dictionary<(string, string), int>();
        foreach (var count in counts)
            came[(count.Node, count.Model)] = count.Requests;
        foreach (var (node, demand) in _nodes)
        {
            if (exposures.GetValueOrDefault(node) is not (> 0 and var period))
                continue;
            foreach (var model in demand.Models.Keys)
            {
                var forecast = Forecast(node, model, period);
                _dispersion.Observe(came.GetValueOrDefault((node, model)), forecast.RequestsPerSecond * period, forecast.Variance(period) / _dispersion.Factor);
            }
        }
    }

    private void Learn(double startSeconds, double frameSeconds, int requests)
    {
        if (!_options.Seasonal)
            return;
        _days.Observe(startSeconds, frameSeconds, requests);
        _weeks.Observe(startSeconds, frameSeconds, requests);
    }

    private void Forget(IReadOnlyDictionary<string, double> exposures)
    {
        foreach (var (node, demand) in _nodes)
        {
            foreach (var (model, pair) in demand.Models)
            {
                pair.Fade(_clock, _options.MemorySeconds, _freshSeconds);
                if (pair.Requests < _options.ForgetBelow)
                    demand.Models.Remove(model);
            }

            if (demand.Models.Count == 0 && !exposures.ContainsKey(node))
                _nodes.Remove(node);
        }

        var surplus = Pairs - _options.MaxPairs;
        if (surplus <= 0)
            return;
        var fewest = _nodes.Values.SelectMany(demand => demand.Models.Select(pair => (demand.Models, pair.Key, pair.Value.Requests)))
            .OrderBy(pair => pair.Requests).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(surplus).ToArray();
        foreach (var (models, model, _) in fewest)
            models.Remove(model);
    }
}

namespace EdgeAigc.Simulation.Forecasting;

/// <summary>
/// Forecasts that forget at different rates or follow the order of the models, weighed by how well each foretold the counts that came (a Bayesian mixture; its weights
/// forget too). So nobody has to be told how fast ranks move.
/// </summary>
internal sealed class PopularityForecast
{
    private const double WeightDecay = 0.95;
    private static readonly double[] Decays = [0.6, 0.8, 0.9, 0.97, 1];
    private const int GuideIndex = 2;

    private static readonly double[] SwapProbabilities = [0.2, 0.6];

    private readonly IPopularityExpert[] _experts;
    private readonly double[] _scores;

    public PopularityForecast(double[] skews, int models)
    {
        PopularityExpert[] counting = [.. Decays.Select(decay => new PopularityExpert(skews, models, decay))];
        _experts = [.. counting, .. SwapProbabilities.Select(probability => new RankFilter(skews, models, probability, counting[GuideIndex]))];
        _scores = new double[_experts.Length];
    }

    public void Observe(int state, int[] counts)
    {
        for (var i = 0; i < _experts.Length; i++)
        {
            var foretold = _experts[i].Forecast(state);
            _scores[i] = (WeightDecay * _scores[i]) + counts.Select((count, model) => count * Math.Log(foretold[model])).Sum();
            _experts[i].Observe(state, counts);
        }
    }

    public double[] Forecast(int state)
    {
        var best = _scores.Max();
        var weights = _scores.Select(score => Math.Exp(score - best)).ToArray();
        var forecasts = _experts.Select(expert => expert.Forecast(state)).ToArray();
        return [.. Enumerable.Range(0, forecasts[0].Length).Select(model => forecasts.Select((forecast, i) => forecast[model] * weights[i]).Sum() / weights.Sum())];
    }
}

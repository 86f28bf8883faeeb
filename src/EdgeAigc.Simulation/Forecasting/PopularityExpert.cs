namespace EdgeAigc.Simulation.Forecasting;

/// <summary>
/// A forecast of popularity out of past counts, for one rate of forgetting. Model m has an unknown log rank u; in a state of skew s its
/// probability is exp(−s·u) / Σ. The decayed counts of each state are all that the likelihood needs; u maximises it under a normal prior
/// (the mean and the variance of the logarithms of the ranks), by steps with the diagonal of the curvature.
/// </summary>
internal sealed class PopularityExpert : IPopularityExpert
{
    private const int Iterations = 25;
    private const double Damping = 0.8;

    private readonly double[] _skews;
    private readonly double _decay;
    private readonly double[][] _counts;
    private readonly double[] _totals;
    private readonly double[] _logRanks;
    private readonly double _priorMean;
    private readonly double _priorPrecision;

    public PopularityExpert(double[] skews, int models, double decay)
    {
        (_skews, _decay) = (skews, decay);
        _counts = [.. skews.Select(_ => new double[models])];
        _totals = new double[skews.Length];
        var logs = Enumerable.Range(1, models).Select(rank => Math.Log(rank)).ToArray();
        _priorMean = logs.Average();
        _priorPrecision = 1 / Math.Max(0.01, logs.Average(value => Math.Pow(value - _priorMean, 2)));
        _logRanks = [.. Enumerable.Repeat(_priorMean, models)];
    }

    public void Observe(int state, int[] counts)
    {
        for (var s = 0; s < _skews.Length; s++)
        {
            _totals[s] *= _decay;
            for (var model = 0; model < counts.Length; model++)
                _counts[s][model] *= _decay;
        }

        for (var model = 0; model < counts.Length; model++)
            _counts[state][model] += counts[model];
        _totals[state] += counts.Sum();
        Fit();
    }

    public double[] Forecast(int state)
    {
        var weights = _logRanks.Select(rank => Math.Exp(-_skews[state] * rank)).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    private void Fit()
    {
        var (gradient, curvature) = (new double[_logRanks.Length], new double[_logRanks.Length]);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            for (var model = 0; model < _logRanks.Length; model++)
                (gradient[model], curvature[model]) = (_priorPrecision * (_priorMean - _logRanks[model]), _priorPrecision);
            for (var s = 0; s < _skews.Length; s++)
            {
                var popularity = Forecast(s);
                for (var model = 0; model < _logRanks.Length; model++)
                {
                    gradient[model] += _skews[s] * ((_totals[s] * popularity[model]) - _counts[s][model]);
                    curvature[model] += _skews[s] * _skews[s] * _totals[s] * popularity[model];
                }
            }

            for (var model = 0; model < _logRanks.Length; model++)
                _logRanks[model] += Damping * gradient[model] / curvature[model];
        }
    }
}

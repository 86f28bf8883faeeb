namespace EdgeAigc.Simulation.Forecasting;

/// <summary>
/// A particle filter (Gordon et al., 1993) over the order of the models: popularity is Zipf's law of a rank, and ranks of neighbours are
/// swapped now and then. A particle is an order; it moves, is weighed by the likelihood of the counts and resampled. Some particles are
/// replaced by orders drawn around another forecast, because swaps alone would not find the order from nothing.
/// </summary>
internal sealed class RankFilter : IPopularityExpert
{
    private const int Particles = 2000;
    private const double Replaced = 0.03;
    private const double ReplacedSpread = 0.35;
    private const int Seed = 1;

    private readonly double[] _skews;
    private readonly double _swapProbability;
    private readonly IPopularityExpert _guide;
    private readonly Random _random = new(Seed);
    private readonly double[] _logRanks;
    private readonly double[] _weights = new double[Particles];
    private byte[][] _ranks;
    private byte[][] _spare;

    /// <summary>A filter that has seen nothing.</summary>
    /// <param name="skews">Zipf exponent of each state.</param>
    /// <param name="models">Number of models.</param>
    /// <param name="swapProbability">Probability of a swap between two frames.</param>
    /// <param name="guide">The forecast around which new orders are drawn. It must have seen a frame before this one does.</param>
    public RankFilter(double[] skews, int models, double swapProbability, IPopularityExpert guide)
    {
        (_skews, _swapProbability, _guide) = (skews, swapProbability, guide);
        _logRanks = [.. Enumerable.Range(1, models).Select(rank => Math.Log(rank))];
        (_ranks, _spare) = (Create(), Create());
        foreach (var particle in _ranks)
        {
            for (byte model = 0; model < models; model++)
                particle[model] = model;
            _random.Shuffle(particle);
        }

        byte[][] Create() => [.. Enumerable.Range(0, Particles).Select(_ => new byte[models])];
    }

    public void Observe(int state, int[] counts)
    {
        Replace(state);
        var best = double.NegativeInfinity;
        for (var i = 0; i < Particles; i++)
        {
            var score = 0.0;
            for (var model = 0; model < counts.Length; model++)
                score -= counts[model] * _logRanks[_ranks[i][model]];
            _weights[i] = score * _skews[state];
            best = Math.Max(best, _weights[i]);
        }

        for (var i = 0; i < Particles; i++)
            _weights[i] = Math.Exp(_weights[i] - best);
        Resample();
        foreach (var particle in _ranks)
        {
            if (particle.Length > 1 && _random.NextDouble() < _swapProbability)
                Swap(particle, _random.Next(particle.Length - 1));
        }
    }

    public double[] Forecast(int state)
    {
        var law = _logRanks.Select(log => Math.Exp(-_skews[state] * log)).ToArray();
        var sum = law.Sum() * Particles;
        var forecast = new double[law.Length];
        foreach (var particle in _ranks)
        {
            for (var model = 0; model < forecast.Length; model++)
                forecast[model] += law[particle[model]] / sum;
        }

        return forecast;
    }

    // Systematic resampling: one random offset, equal distances.
    private void Resample()
    {
        var step = _weights.Sum() / Particles;
        var (place, from) = (_random.NextDouble() * step, 0);
        for (var i = 0; i < Particles; i++, place += step)
        {
            while (place > _weights[from] && from < Particles - 1)
                place -= _weights[from++];
            _ranks[from].CopyTo(_spare[i], 0);
        }

        (_ranks, _spare) = (_spare, _ranks);
    }

    private void Replace(int state)
    {
        var guide = _guide.Forecast(state).Select(probability => Math.Log(probability)).ToArray();
        var keys = new double[guide.Length];
        for (var i = 0; i < Replaced * Particles; i++)
        {
            for (var model = 0; model < keys.Length; model++)
                keys[model] = -(guide[model] / _skews[state]) + (ReplacedSpread * Normal());
            var order = Enumerable.Range(0, keys.Length).OrderBy(model => keys[model]).ToArray();
            var particle = _ranks[_random.Next(Particles)];
            for (byte rank = 0; rank < order.Length; rank++)
                particle[order[rank]] = rank;
        }
    }

    private static void Swap(byte[] particle, int rank)
    {
        var (first, second) = (Array.IndexOf(particle, (byte)rank), Array.IndexOf(particle, (byte)(rank + 1)));
        (particle[first], particle[second]) = (particle[second], particle[first]);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

namespace EdgeAigc.Core.Caching.Market;

/// <summary>
/// Learns E[exp(−Δ / τ)], Δ the time to the next request for a model: the chance that a copy which is given up at rate 1/τ is used before.
/// Two regressions, because the moment of a request tells more than any other: one for models at any time, one for the model asked for.
/// It learns when the outcome is known: at the next request, or after 3 τ without one.
/// </summary>
internal sealed class ReusePredictor(MarketCacheOptions options)
{
    private const double HorizonTimescales = 3;
    private readonly RecursiveLeastSquares _anyTime = new(ReuseFeatures.AnyTime, options.Ridge);
    private readonly RecursiveLeastSquares _requested = new(ReuseFeatures.Requested, options.Ridge);
    private readonly Queue<PendingOutcome> _pending = new();

    /// <summary>Discounted chance of reuse, in [0, 1].</summary>
    public double Predict(bool requested, ReadOnlySpan<double> features) => Math.Clamp(Regression(requested).Predict(features), 0, 1);

    /// <summary>Notes features whose outcome is to be learned.</summary>
    public void Watch(ModelActivity model, PendingOutcome pending)
    {
        if (_pending.Count >= options.MaxPending)
            return;
        _pending.Enqueue(pending);
        model.Pending.Add(pending);
    }

    /// <summary>The model was asked for.</summary>
    public void Reused(ModelActivity model, double seconds)
    {
        foreach (var pending in model.Pending)
        {
            if (!pending.Known)
                Learn(pending, Math.Exp(-(seconds - pending.Seconds) / options.ReuseSeconds));
        }

        model.Pending.Clear();
    }

    /// <summary>Learns from what was not reused in time.</summary>
    public void Advance(double seconds)
    {
        while (_pending.TryPeek(out var oldest) && (oldest.Known || oldest.Seconds + (HorizonTimescales * options.ReuseSeconds) < seconds))
        {
            _pending.Dequeue();
            if (!oldest.Known)
                Learn(oldest, 0);
        }
    }

    private void Learn(PendingOutcome pending, double outcome)
    {
        pending.Known = true;
        Regression(pending.Requested).Learn(pending.Features, outcome);
    }

    private RecursiveLeastSquares Regression(bool requested) => requested ? _requested : _anyTime;
}

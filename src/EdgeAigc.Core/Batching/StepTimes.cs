namespace EdgeAigc.Core.Batching;

/// <summary>How long one denoising step of a model takes by the number of samples in its batch, in seconds: g(X), learned from the
/// steps that were run. Nothing is assumed of its shape, so that a model whose steps gain nothing from a batch is found out
/// by running it. Not for several threads at once.</summary>
public sealed class StepTimes
{
    /// <summary>Weight of a new measurement, once the first few gave a base.</summary>
    private const double Smoothing = 0.2;

    /// <summary>Measurements of which the smallest counts: the first ones include what is prepared once.</summary>
    private const int FirstMeasurements = 3;

    private readonly SortedList<int, (double Seconds, int Count)> _measured = [];

    /// <summary>Takes a measurement.</summary>
    /// <param name="samples">Samples in the batch, from 1.</param>
    /// <param name="seconds">Time of the step in seconds, at least 0.</param>
    public void Observe(int samples, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        if (!_measured.TryGetValue(samples, out var known))
        {
            _measured.Add(samples, (seconds, 1));
            return;
        }

        var value = known.Count < FirstMeasurements
            ? Math.Min(known.Seconds, seconds)
            : known.Seconds + (Smoothing * (seconds - known.Seconds));
        _measured[samples] = (value, known.Count + 1);
    }

    /// <summary>Expected time of a step in seconds. Between measured sizes it is linear; beyond the largest it goes on like the last
    /// two, and costs nothing more where only one is known, so that a larger batch is tried once; below the smallest it is
    /// that of the smallest. Zero before the first measurement.</summary>
    /// <param name="samples">Samples in the batch, from 1.</param>
    public double Expected(int samples)
    {
        if (_measured.TryGetValue(samples, out var known))
            return known.Seconds;
        if (_measured.Count == 0)
            return 0;
        var above = 0;
        while (above < _measured.Count && _measured.GetKeyAtIndex(above) < samples)
            above++;
        if (above == 0)
            return _measured.GetValueAtIndex(0).Seconds;
        var (low, high) = above < _measured.Count ? (above - 1, above) : (above - 2, above - 1);
        return low < 0 ? _measured.GetValueAtIndex(high).Seconds : OnLine(low, high, samples);
    }

    private double OnLine(int low, int high, int samples)
    {
        var (x0, x1) = (_measured.GetKeyAtIndex(low), _measured.GetKeyAtIndex(high));
        var (y0, y1) = (_measured.GetValueAtIndex(low).Seconds, _measured.GetValueAtIndex(high).Seconds);
        return Math.Max(y0 + ((y1 - y0) * (samples - x0) / (x1 - x0)), Math.Min(y0, y1));
    }
}

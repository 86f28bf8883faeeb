namespace EdgeAigc.Core.Workload;

/// <summary>Sums that fade: an amount added t seconds ago counts with exp(−t / timescale). One sum for each timescale.</summary>
/// <param name="timescales">Timescales in seconds, above 0.</param>
public sealed class DecayedSums(IReadOnlyList<double> timescales)
{
    private readonly double[] _sums = new double[timescales.Count];
    private double _seconds = double.NegativeInfinity;

    /// <summary>The sums at a time, in the order of the timescales. A time before the last one counts as the last one.</summary>
    public ReadOnlySpan<double> At(double seconds)
    {
        var elapsed = seconds - _seconds;
        if (elapsed > 0)
        {
            if (_seconds > double.NegativeInfinity)
            {
                for (var index = 0; index < _sums.Length; index++)
                    _sums[index] *= Math.Exp(-elapsed / timescales[index]);
            }

            _seconds = seconds;
        }

        return _sums;
    }

    /// <summary>Adds an amount to one sum. Taking back what was added cannot make it negative by rounding.</summary>
    public void Add(double seconds, int index, double amount)
    {
        At(seconds);
        _sums[index] = Math.Max(0, _sums[index] + amount);
    }

    /// <summary>Adds 1 to each of the first sums.</summary>
    public void Count(double seconds, int first)
    {
        At(seconds);
        for (var index = 0; index < first; index++)
            _sums[index]++;
    }
}

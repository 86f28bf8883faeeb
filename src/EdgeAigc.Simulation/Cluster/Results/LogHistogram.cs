namespace EdgeAigc.Simulation.Cluster.Results;

/// <summary>Counts positive values in bins that are 1 % wide, so that quantiles of any number of them take little memory and are right to 1 %.</summary>
internal sealed class LogHistogram
{
    private const double Least = 1e-6;
    private static readonly double LogWidth = Math.Log(1.01);
    private readonly long[] _bins = new long[4096];
    private long _count;

    public void Add(double value)
    {
        var bin = value <= Least ? 0 : 1 + (int)(Math.Log(value / Least) / LogWidth);
        _bins[Math.Min(bin, _bins.Length - 1)]++;
        _count++;
    }

    /// <summary>The value that a part of them does not exceed; 0 when there are none.</summary>
    public double Quantile(double probability)
    {
        var (rank, seen) = ((long)Math.Ceiling(probability * _count), 0L);
        if (_count == 0)
            return 0;
        for (var bin = 0; bin < _bins.Length; bin++)
        {
            seen += _bins[bin];
            if (seen >= rank)
                return bin == 0 ? 0 : Least * Math.Exp((bin - 0.5) * LogWidth);
        }

        return double.PositiveInfinity;
    }
}

namespace EdgeAigc.Core.Workload;

/// <summary>How much wider than forecast the counts turn out: mean squared error over forecast variance, shrunk towards 1, never below 1.</summary>
internal sealed class Dispersion
{
    private const double PriorWeight = 50;
    private const double Fade = 0.99995;
    private double _squares;
    private double _weight;

    public double Factor => Math.Max(1, (_squares + PriorWeight) / (_weight + PriorWeight));

    public void Observe(double count, double mean, double variance)
    {
        // Means near 0 say nothing about the width; each would count as one observation.
        var weight = Math.Min(1, mean);
        _squares = (_squares * Fade) + (weight * Math.Pow(count - mean, 2) / variance);
        _weight = (_weight * Fade) + weight;
    }
}

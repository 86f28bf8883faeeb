namespace EdgeAigc.Core.Workload;

/// <summary>How much wider than forecast the counts turn out: mean squared error over forecast variance, shrunk towards 1, never below 1.</summary>
internal sealed class Dispersion
{
    private const double PriorWeight = 50;
    private const double Fade = 0.99995;

    public double Squares { get; private set; }

    public double Weight { get; private set; }

    public double Factor => Math.Max(1, (Squares + PriorWeight) / (Weight + PriorWeight));

    public void Observe(double count, double mean, double variance)
    {
        // Means near 0 say nothing about the width; each would count as one observation.
        var weight = Math.Min(1, mean);
        Squares = (Squares * Fade) + (weight * Math.Pow(count - mean, 2) / variance);
        Weight = (Weight * Fade) + weight;
    }

    public void Restore(double squares, double weight) => (Squares, Weight) = (squares, weight);
}

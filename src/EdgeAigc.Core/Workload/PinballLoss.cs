namespace EdgeAigc.Core.Workload;

/// <summary>Measures quantile forecasts.</summary>
public static class PinballLoss
{
    /// <summary>max(p (y − q), (p − 1) (y − q)): least in expectation when q is the p-quantile of y (Koenker and Bassett, "Regression
    /// quantiles", 1978).</summary>
    /// <param name="probability">p.</param>
    /// <param name="quantile">The forecast q.</param>
    /// <param name="outcome">What then came, y.</param>
    public static double Of(double probability, double quantile, double outcome) =>
        Math.Max(probability * (outcome - quantile), (probability - 1) * (outcome - quantile));
}

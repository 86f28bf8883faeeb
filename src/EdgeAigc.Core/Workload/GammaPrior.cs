namespace EdgeAigc.Core.Workload;

/// <summary>A gamma distribution of rates.</summary>
/// <param name="Shape">Shape, above 0: how many requests it is worth.</param>
/// <param name="Seconds">Inverse scale in seconds, above 0: how much observation it is worth.</param>
public readonly record struct GammaPrior(double Shape, double Seconds)
{
    /// <summary>Mean in requests per second.</summary>
    public double Mean => Shape / Seconds;

    /// <summary>
    /// Empirical Bayes by moments: requests y_i seen in exposures e_i are Poisson at rates from one gamma distribution, so
    /// Σ (y_i − m e_i)² − m Σ e_i estimates Σ e_i² times its variance.
    /// </summary>
    /// <param name="observations">Requests and exposure in seconds of each member of the group.</param>
    /// <param name="minimumShape">Shape where the rates differ more than the moments can tell.</param>
    /// <param name="maximumShape">Shape where they do not differ.</param>
    public static GammaPrior Fit(IReadOnlyList<(double Requests, double Seconds)> observations, double minimumShape = 0.05, double maximumShape = 100)
    {
        ArgumentNullException.ThrowIfNull(observations);
        var exposure = observations.Sum(seen => seen.Seconds);
        var requests = observations.Sum(seen => seen.Requests);
        if (!(exposure > 0) || !(requests > 0))
            return new(minimumShape, Math.Max(exposure, 1));
        var mean = requests / exposure;
        // One member tells nothing about how members differ.
        if (observations.Count < 2)
            return new(minimumShape, minimumShape / mean);
        var excess = observations.Sum(seen => Math.Pow(seen.Requests - (mean * seen.Seconds), 2)) - requests;
        var variance = excess / observations.Sum(seen => seen.Seconds * seen.Seconds);
        var shape = variance > 0 ? Math.Clamp(mean * mean / variance, minimumShape, maximumShape) : maximumShape;
        return new(shape, shape / mean);
    }
}

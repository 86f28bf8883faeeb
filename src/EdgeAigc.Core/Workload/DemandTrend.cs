namespace EdgeAigc.Core.Workload;

/// <summary>Linear growth read off two averages of different age, followed only as far as it stands out of the noise.</summary>
internal static class DemandTrend
{
    private const double FreshShare = 4;
    private const double MaxFactor = 4;

    /// <summary>Factor from the rate averaged over the memory to the rate expected ahead.</summary>
    /// <param name="pair">Counts.</param>
    /// <param name="node">Exposure.</param>
    /// <param name="prior">Prior of the rate.</param>
    /// <param name="aheadSeconds">How far ahead.</param>
    /// <param name="memorySeconds">Timescale of the memory; the fresh average has a quarter of it.</param>
    public static double Factor(PairDemand pair, NodeDemand node, GammaPrior prior, double aheadSeconds, double memorySeconds)
    {
        var slow = (pair.Requests + prior.Shape) / (node.Exposure + prior.Seconds);
        var fresh = (pair.Fresh + (prior.Shape / FreshShare)) / (node.FreshExposure + (prior.Seconds / FreshShare));
        var difference = fresh - slow;
        // Var of the fresh rate (half of a Poisson rate's, because its weights fade); the slow one adds a quarter of that.
        var noise = fresh / (2 * node.FreshExposure) * (1 + (1 / FreshShare));
        if (!(noise > 0))
            return 1;
        // Shrinks as a signal of variance difference² under that noise is best estimated.
        var signal = Math.Max(0, (difference * difference) - (4 * noise));
        var kept = signal / (signal + noise);
        // The averages lie memory and memory / 4 in the past.
        var slope = kept * difference / (memorySeconds * (1 - (1 / FreshShare)));
        return Math.Clamp((slow + (slope * (memorySeconds + aheadSeconds))) / slow, 1 / MaxFactor, MaxFactor);
    }
}

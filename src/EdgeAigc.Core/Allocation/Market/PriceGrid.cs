namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Prices around the minimum of the dual. Any prices give a valid bound, and once some requests are decided others than the
/// minimum's bound the rest better: the rest may be short of compute, or of the link, where the whole was not.
/// </summary>
internal sealed class PriceGrid
{
    // Eight, so that they fill the processor's vectors.
    private static readonly double[] ComputeFactors = [1, 0, 0.5, 0.7, 0.85, 1.15, 1.4, 2];
    private static readonly double[] LinkFactors = [1, 0.3, 0.5, 0.7, 0.85, 1.15, 1.35, 1.7, 2.4, 4];

    /// <summary>Prices of compute.</summary>
    public double[] Lambdas { get; } = new double[ComputeFactors.Length];

    /// <summary>Prices of the link; only one where the link is free.</summary>
    public double[] Mus { get; private set; } = [0];

    /// <summary>Centres the grid.</summary>
    public void Set(in PricePoint prices)
    {
        for (var i = 0; i < Lambdas.Length; i++)
            Lambdas[i] = prices.Lambda * ComputeFactors[i];
        var count = prices.Mu > 0 ? LinkFactors.Length : 1;
        if (Mus.Length != count)
            Mus = new double[count];
        for (var i = 0; i < count; i++)
            Mus[i] = prices.Mu * LinkFactors[i];
    }
}

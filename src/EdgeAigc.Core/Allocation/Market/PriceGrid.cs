namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Prices around the minimum of the dual. Any prices give a valid bound, and once some requests are decided others than the
/// minimum's bound the rest better: the rest may be short of compute, or of the link, where the whole was not.
/// </summary>
internal sealed class PriceGrid
{
    private static readonly double[] ComputeFactors = [1, 0, 0.6, 0.85, 1.2, 2];
    private static readonly double[] LinkFactors = [1, 0.3, 0.5, 0.7, 0.85, 1.15, 1.35, 1.7, 2.4, 4];

    /// <summary>Prices of compute; the first is the minimum's.</summary>
    public double[] Lambdas { get; private set; } = [0];

    /// <summary>Prices of the link; the first is the minimum's.</summary>
    public double[] Mus { get; private set; } = [0];

    /// <summary>Centres the grid.</summary>
    public void Set(in PricePoint prices)
    {
        Lambdas = Around(Lambdas, prices.Lambda, ComputeFactors);
        Mus = Around(Mus, prices.Mu, LinkFactors);
    }

    private static double[] Around(double[] grid, double price, double[] factors)
    {
        var count = price > 0 ? factors.Length : 1;
        if (grid.Length != count)
            grid = new double[count];
        for (var i = 0; i < count; i++)
            grid[i] = price * factors[i];
        return grid;
    }
}

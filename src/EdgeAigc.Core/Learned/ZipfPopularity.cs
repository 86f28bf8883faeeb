namespace EdgeAigc.Core.Learned;

/// <summary>Which popularity state the requests of a frame look like.</summary>
public static class ZipfPopularity
{
    /// <summary>The state of the greatest likelihood Σ n_r·ln p_r with p_r ∝ r^(−s), where r ranks the models by their requests. As ranks are taken
    /// from the same requests, few of them look steeper than they are.</summary>
    /// <param name="requests">Requests for each model.</param>
    /// <param name="skews">Zipf exponent s of each state, at least one.</param>
    /// <returns>The state; without requests the one in the middle.</returns>
    public static int MostLikely(ReadOnlySpan<double> requests, IReadOnlyList<double> skews)
    {
        ArgumentNullException.ThrowIfNull(skews);
        double[] ranked = [.. requests];
        Array.Sort(ranked, (a, b) => b.CompareTo(a));
        var (best, most) = (skews.Count / 2, double.NegativeInfinity);
        for (var state = 0; state < skews.Count && ranked.Sum() > 0; state++)
        {
            var (likelihood, norm) = (0.0, 0.0);
            for (var rank = 1; rank <= ranked.Length; rank++)
            {
                likelihood -= ranked[rank - 1] * skews[state] * Math.Log(rank);
                norm += Math.Pow(rank, -skews[state]);
            }

            likelihood -= ranked.Sum() * Math.Log(norm);
            if (likelihood > most)
                (best, most) = (state, likelihood);
        }

        return best;
    }
}

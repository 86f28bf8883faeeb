namespace EdgeAigc.Core.Delivery;

/// <summary>
/// Rates of deliveries that share a link. First the promises: in the order of due times each gets its committed rate, at most its cap, as
/// far as the capacity goes; those due at the same time are cut in proportion. What is left is filled in like water: every delivery gets
/// weight · λ more, at most up to its cap, with one λ for all (weighted max-min fairness). The weight is the committed rate.
/// </summary>
/// <remarks>Up to rounding: the rates sum to min(capacity, Σ caps), depend on the set of claims only and never fall with more capacity.</remarks>
public static class LinkSharing
{
    /// <summary>Least weight, as a part of the largest committed rate: who was promised nothing takes part in what is left.</summary>
    private const double LeastWeight = 0.01;

    /// <summary>Computes the rates.</summary>
    /// <param name="capacityBitsPerSecond">Capacity of the link in bits per second, above 0; infinite gives everybody its cap.</param>
    /// <param name="claims">The deliveries, in any order.</param>
    /// <param name="ratesBitsPerSecond">Takes the rate of each claim in bits per second, at the claim's position.</param>
    public static void Share(double capacityBitsPerSecond, ReadOnlySpan<LinkClaim> claims, Span<double> ratesBitsPerSecond)
    {
        if (!(capacityBitsPerSecond > 0))
            throw new ArgumentOutOfRangeException(
                nameof(capacityBitsPerSecond), capacityBitsPerSecond, "A link's capacity is above 0 bits per second; infinite does not pace.");
        if (ratesBitsPerSecond.Length != claims.Length)
            throw new ArgumentException($"There are {claims.Length} claims and room for {ratesBitsPerSecond.Length} rates.", nameof(ratesBitsPerSecond));
        foreach (var claim in claims)
            claim.Check(nameof(claims));
        if (double.IsPositiveInfinity(capacityBitsPerSecond))
        {
            for (var i = 0; i < claims.Length; i++)
                ratesBitsPerSecond[i] = claims[i].MaxRateBitsPerSecond;
            return;
        }

        // Summing in an order that the claims alone decide makes the rates the same to the last bit for a permuted list.
        var order = new int[claims.Length];
        var sorted = claims.ToArray();
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order, ByDueTime);
        var rates = new double[claims.Length];
        var left = KeepPromises(capacityBitsPerSecond, sorted, rates);
        if (left > 0)
            FillUp(left, sorted, rates);
        for (var i = 0; i < order.Length; i++)
            ratesBitsPerSecond[order[i]] = rates[i];
    }

    private static readonly Comparer<LinkClaim> ByDueTime = Comparer<LinkClaim>.Create((one, other) =>
        (one.DueSeconds, one.CommittedBitsPerSecond, one.MaxRateBitsPerSecond)
            .CompareTo((other.DueSeconds, other.CommittedBitsPerSecond, other.MaxRateBitsPerSecond)));

    private static double KeepPromises(double left, LinkClaim[] claims, double[] rates)
    {
        for (var first = 0; first < claims.Length && left > 0;)
        {
            var (end, promised) = (first, 0.0);
            for (; end < claims.Length && claims[end].DueSeconds == claims[first].DueSeconds; end++)
                promised += claims[end].PromisedBitsPerSecond;
            var kept = promised <= left ? 1 : left / promised;
            for (; first < end; first++)
                rates[first] = kept * claims[first].PromisedBitsPerSecond;
            left = promised < left ? left - promised : 0;
        }
        return left;
    }

    private static void FillUp(double left, LinkClaim[] claims, double[] rates)
    {
        var largest = 0.0;
        foreach (var claim in claims)
            largest = Math.Max(largest, claim.CommittedBitsPerSecond);
        var weights = Array.ConvertAll(claims, claim => largest > 0 ? Math.Max(claim.CommittedBitsPerSecond, LeastWeight * largest) : 1);

        // A delivery is full at λ = room / weight; those that are full first go first.
        var levels = new (double Level, int Position)[claims.Length];
        for (var i = 0; i < claims.Length; i++)
            levels[i] = ((claims[i].MaxRateBitsPerSecond - rates[i]) / weights[i], i);
        Array.Sort(levels);
        var weightFrom = new double[claims.Length + 1];
        for (var i = claims.Length - 1; i >= 0; i--)
            weightFrom[i] = weightFrom[i + 1] + weights[levels[i].Position];
        var next = 0;
        for (; next < claims.Length && levels[next].Level * weightFrom[next] <= left; next++)
        {
            var full = levels[next].Position;
            left = Math.Max(0, left - (claims[full].MaxRateBitsPerSecond - rates[full]));
            rates[full] = claims[full].MaxRateBitsPerSecond;
        }
        for (var i = next; i < claims.Length; i++)
            rates[levels[i].Position] += weights[levels[i].Position] * (left / weightFrom[next]);
    }
}

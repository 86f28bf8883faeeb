using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

/// <summary>The definition of the sharing, claim by claim and with λ by bisection.</summary>
internal static class SharingByBisection
{
    public static double[] Share(double capacity, LinkClaim[] claims)
    {
        var kept = Array.ConvertAll(claims, claim =>
        {
            var earlier = claims.Where(other => other.DueSeconds < claim.DueSeconds).Sum(other => other.PromisedBitsPerSecond);
            var together = claims.Where(other => other.DueSeconds == claim.DueSeconds).Sum(other => other.PromisedBitsPerSecond);
            var left = Math.Max(0, capacity - earlier);
            return together <= left ? claim.PromisedBitsPerSecond : claim.PromisedBitsPerSecond * left / together;
        });
        var largest = claims.Select(claim => claim.CommittedBitsPerSecond).DefaultIfEmpty().Max();
        double[] At(double level) => [.. claims.Select((claim, i) =>
            Math.Min(claim.MaxRateBitsPerSecond, kept[i] + (level * (largest > 0 ? Math.Max(claim.CommittedBitsPerSecond, largest / 100) : 1))))];
        var (low, high) = (0.0, 1.0);
        while (At(high).Sum() < capacity && high < 1e30)
            high *= 2;
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle).Sum() <= capacity ? (middle, high) : (low, middle);
        }
        return claims.Sum(claim => claim.PromisedBitsPerSecond) >= capacity ? kept : At(low);
    }
}

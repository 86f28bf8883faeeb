using EdgeAigc.Core.Delivery;

namespace EdgeAigc.UnitTests.Delivery;

/// <summary>Random links with few, many, equal, capped, unpromised and overbooked deliveries.</summary>
internal static class RandomClaims
{
    public static (double Capacity, LinkClaim[] Claims) Create(int seed)
    {
        var random = new Random(seed);
        var scale = Math.Pow(10, random.Next(3, 10));
        var claims = new LinkClaim[random.Next(0, 25)];
        for (var i = 0; i < claims.Length; i++)
        {
            var twin = i > 0 && random.Next(5) == 0;
            claims[i] = twin ? claims[random.Next(i)] : new LinkClaim(
                random.Next(4) == 0 ? 0 : scale * random.NextDouble(),
                random.Next(3) == 0 ? double.PositiveInfinity : random.Next(15) == 0 ? 0 : scale * 2 * random.NextDouble(),
                random.Next(4) == 0 ? double.PositiveInfinity : random.Next(-3, 6));
        }
        return (scale * (0.01 + (random.NextDouble() * random.Next(1, 40))), claims);
    }

    public static double[] Share(double capacity, params LinkClaim[] claims)
    {
        var rates = new double[claims.Length];
        LinkSharing.Share(capacity, claims, rates);
        return rates;
    }
}

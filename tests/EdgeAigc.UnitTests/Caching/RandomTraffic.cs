using EdgeAigc.Core.Caching;

namespace EdgeAigc.UnitTests.Caching;

/// <summary>Made-up requests: Zipf popularity, random sizes and load times, tenants that repeat themselves, some models held.</summary>
internal static class RandomTraffic
{
    public static CacheRequest[] Make(int seed, int count, int models, bool sized, double exponent = 0.8, int held = 0)
    {
        var random = new Random(seed);
        var sizes = Enumerable.Range(0, models).Select(_ => sized ? random.Next(1, 9) : 1L).ToArray();
        var loads = Enumerable.Range(0, models).Select(_ => sized ? 0.5 + random.NextDouble() : 1).ToArray();
        var zipf = Zipf(models, exponent);
        var last = new Dictionary<int, int>();
        var requests = new CacheRequest[count];
        var seconds = 0.0;
        for (var index = 0; index < count; index++)
        {
            seconds += -Math.Log(1 - random.NextDouble()) * 30;
            var tenant = random.Next(20);
            var model = last.TryGetValue(tenant, out var before) && random.NextDouble() < 0.5 ? before : Draw(zipf, random.NextDouble());
            last[tenant] = model;
            requests[index] = new($"m{model}", sizes[model], loads[model], seconds)
            {
                Tenant = $"t{tenant}",
                Held = Enumerable.Range(0, held).Select(_ => $"m{random.Next(models)}").ToHashSet(),
            };
        }

        return WithNextUse(requests);
    }

    /// <summary>Independent requests, Poisson arrivals, one per second.</summary>
    public static IEnumerable<CacheRequest> Independent(int seed, int count, double[] popularity)
    {
        var random = new Random(seed);
        var cumulative = popularity.ToArray();
        for (var model = 1; model < cumulative.Length; model++)
            cumulative[model] += cumulative[model - 1];
        for (var index = 0; index < count; index++)
            yield return new($"m{Draw(cumulative, random.NextDouble())}", 1, 1, index);
    }

    public static double[] Popularity(int models, double exponent)
    {
        var weights = Enumerable.Range(1, models).Select(rank => Math.Pow(rank, -exponent)).ToArray();
        var total = weights.Sum();
        return [.. weights.Select(weight => weight / total)];
    }

    public static CacheRequest[] WithNextUse(CacheRequest[] requests)
    {
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        var known = new CacheRequest[requests.Length];
        for (var index = requests.Length - 1; index >= 0; index--)
        {
            known[index] = requests[index] with { NextUse = next.TryGetValue(requests[index].Model, out var use) ? use : double.PositiveInfinity };
            next[requests[index].Model] = index;
        }

        return known;
    }

    private static double[] Zipf(int models, double exponent)
    {
        var cumulative = Popularity(models, exponent);
        for (var model = 1; model < models; model++)
            cumulative[model] += cumulative[model - 1];
        return cumulative;
    }

    private static int Draw(double[] cumulative, double place)
    {
        var model = Array.BinarySearch(cumulative, place);
        return Math.Min(cumulative.Length - 1, model < 0 ? ~model : model);
    }
}

namespace EdgeAigc.Core.Caching.Policies;

/// <summary>Any first.</summary>
internal sealed class RandomPolicy(int seed) : ICachePolicy
{
    private readonly Random _random = new(seed);

    public double Worth(CachedModel model, CacheRequest request) => _random.NextDouble();
}

namespace EdgeAigc.Core.Caching.Policies;

/// <summary>
/// GreedyDual-Size-Frequency (Cherkasova, "Improving WWW proxies performance with Greedy-Dual-Size-Frequency caching policy", HP Labs 1998):
/// priority = age + frequency · load time / size, set at every use; the age is the highest priority that ever had to go.
/// </summary>
internal sealed class GdsfPolicy : ICachePolicy
{
    private double _age;

    public double Worth(CachedModel model, CacheRequest request) => model.Priority;

    public void Used(CachedModel model, CacheRequest request) =>
        model.Priority = _age + (model.Frequency * model.LoadSeconds / model.SizeBytes);

    public void Evicted(CachedModel model) => _age = Math.Max(_age, model.Priority);
}

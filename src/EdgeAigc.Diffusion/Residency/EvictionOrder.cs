using System.Collections.Frozen;
using EdgeAigc.Core.Caching;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Residency;

/// <summary>Says which models make room for others, by one of the caching policies. Belongs to the device thread, but for <see cref="Pinned"/>.</summary>
/// <param name="policy">One of <see cref="ModelCacheNames"/>.</param>
/// <param name="budget">Memory for models in bytes.</param>
/// <param name="time">Clock of the policy.</param>
internal sealed class EvictionOrder(string policy, long budget, TimeProvider time)
{
    private readonly IModelCache _cache = ModelCaches.Create(policy, new(), [budget])[0];
    private readonly Dictionary<string, double> _loadSeconds = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private volatile IReadOnlySet<string> _pinned = FrozenSet<string>.Empty;

    /// <summary>Models that make room for none but what was accepted already. From any thread.</summary>
    public IReadOnlySet<string> Pinned
    {
        get => _pinned;
        set => _pinned = value;
    }

    /// <summary>A job begins with a model that is in memory.</summary>
    public void Used(ModelFolder model) => _cache.Request(Request(model, FrozenSet<string>.Empty));

    /// <summary>Who goes so that a model can be loaded; null when nobody can. What is returned, and the model, are taken for done.</summary>
    /// <param name="model">The model. Its load counts as one use.</param>
    /// <param name="wanted">Models that jobs wait for; they go after all others.</param>
    /// <param name="inUse">Models that must stay.</param>
    public IReadOnlyList<string>? MakeRoom(ModelFolder model, IEnumerable<ModelFolder> wanted, IReadOnlySet<string> inUse)
    {
        var waitedFor = wanted.Select(other => other.Name).ToHashSet(StringComparer.Ordinal);
        // Whoever asked was accepted: in the end only what is being used is in its way.
        foreach (var held in (IReadOnlySet<string>[])[Union(inUse, Pinned, waitedFor), Union(inUse, Pinned), inUse])
        {
            var decision = _cache.Load(Request(model, held));
            if (decision.Action != CacheAction.Bypass)
                return decision.Victims;
        }

        return null;
    }

    /// <summary>A model was loaded in that time.</summary>
    public void Loaded(string model, TimeSpan elapsed) => _loadSeconds[model] = elapsed.TotalSeconds;

    /// <summary>A model left, or was not loaded after all.</summary>
    public void Left(string model) => _cache.Remove(model);

    private CacheRequest Request(ModelFolder model, IReadOnlySet<string> held) => new(
        model.Name,
        Math.Max(1, ModelResidency.SizeOf(model)),
        _loadSeconds.TryGetValue(model.Name, out var seconds) ? seconds : ExpectedLoad.Seconds(model),
        time.GetElapsedTime(_start).TotalSeconds)
    { Held = held };

    private static HashSet<string> Union(params ReadOnlySpan<IReadOnlySet<string>> sets)
    {
        var union = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in sets)
            union.UnionWith(set);
        return union;
    }
}

using System.Globalization;
using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Policies;

/// <summary>
/// A cache that follows the requests by one of the policies of <see cref="ModelCaches"/>, the very code that a silo runs. It works through the
/// requests of a frame when the next one begins, because the cache changes between frames only.
/// </summary>
public sealed class ReactiveCache : ICachePolicy
{
    private const double BytesPerGigabyte = 1e9;

    // Rounded up, so that sets which fit to rounding fit in whole bytes too.
    private const double Slack = 1e-9;

    private readonly Scenario _scenario;
    private readonly IModelCache _cache;
    private readonly string[] _names;
    private long _slots;

    /// <summary>An empty cache.</summary>
    /// <param name="scenario">Where.</param>
    /// <param name="policy">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public ReactiveCache(Scenario scenario, string policy)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _scenario = scenario;
        _cache = ModelCaches.Create(policy, new(), [(long)Math.Floor((scenario.Options.CacheGigabytes + Slack) * BytesPerGigabyte)])[0];
        _names = [.. Enumerable.Range(0, scenario.Models.Count).Select(model => model.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>Policies that need no more than the requests.</summary>
    public static IReadOnlyList<string> Names { get; } = [ModelCacheNames.Lru, ModelCacheNames.Lfu, ModelCacheNames.Gdsf, ModelCacheNames.ModelMesh];

    /// <inheritdoc/>
    public ModelSet Decide(FrameObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        foreach (var slot in observation.LastFrame)
        {
            _slots++;
            foreach (var model in slot.Models)
                _cache.Request(Request(model));
        }

        var set = new ModelSet(0);
        for (var model = 0; model < _names.Length; model++)
            set = _cache.Contains(_names[model]) ? set.With(model) : set;
        return set;
    }

    // The scenario has no load times, only a cost for each GB, so loads take as long as they are large; a slot stands for a second.
    private CacheRequest Request(int model)
    {
        var gigabytes = _scenario.Models[model].Gigabytes;
        return new(_names[model], (long)(gigabytes * BytesPerGigabyte), gigabytes, _slots);
    }
}

using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Policies;

/// <summary>
/// A cache that follows the requests: every miss is loaded, and the model of least rank goes until it fits. It works through the requests of
/// a frame when the next one begins, because the cache changes between frames only.
/// </summary>
public sealed class ReactiveCache : ICachePolicy
{
    private readonly Scenario _scenario;
    private readonly bool _byFrequency;
    private readonly long[] _ranks;
    private ModelSet _cache;
    private long _requests;

    private ReactiveCache(Scenario scenario, bool byFrequency)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_scenario, _byFrequency, _ranks) = (scenario, byFrequency, new long[scenario.Models.Count]);
    }

    /// <summary>Least recently used goes first.</summary>
    public static ReactiveCache LeastRecentlyUsed(Scenario scenario) => new(scenario, byFrequency: false);

    /// <summary>Least frequently used goes first, counted from the start.</summary>
    public static ReactiveCache LeastFrequentlyUsed(Scenario scenario) => new(scenario, byFrequency: true);

    /// <inheritdoc/>
    public ModelSet Decide(FrameObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        foreach (var model in observation.LastFrame.SelectMany(slot => slot.Models))
            Request(model);
        return _cache;
    }

    private void Request(int model)
    {
        _requests++;
        _ranks[model] = _byFrequency ? _ranks[model] + 1 : _requests;
        if (_cache.Contains(model) || !_scenario.Fits(new ModelSet(0).With(model)))
            return;
        _cache = _cache.With(model);
        while (!_scenario.Fits(_cache))
            _cache = _cache.Without(Enumerable.Range(0, _ranks.Length).Where(other => other != model && _cache.Contains(other)).MinBy(other => _ranks[other]));
    }
}

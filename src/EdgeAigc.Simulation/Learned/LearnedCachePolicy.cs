using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>Stage one by trained values, in the scenario.</summary>
public sealed class LearnedCachePolicy : ICachePolicy
{
    private readonly Scenario _scenario;
    private readonly CacheChooser _chooser;
    private readonly FrameFeatures _features;

    /// <summary>Takes the values into use.</summary>
    /// <exception cref="InvalidDataException">They were trained for another scenario.</exception>
    public LearnedCachePolicy(Scenario scenario, PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_scenario, _chooser) = (scenario, new(policy));
        _features = new(scenario, _chooser.PerModel);
        _chooser.Require(_features.Size, scenario.Models.Count, scenario.MaximalSets.Count);
    }

    /// <inheritdoc/>
    public ModelSet Decide(FrameObservation observation)
    {
        _features.Count(observation);
        return _chooser.Choose(_features.State, observation.SkewState, observation.Cache, _scenario.MaximalSets);
    }
}

using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Policies;

/// <summary>A random maximal set in every frame.</summary>
public sealed class RandomCache(Scenario scenario, int seed) : ICachePolicy
{
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public ModelSet Decide(FrameObservation observation) => scenario.MaximalSets[_random.Next(scenario.MaximalSets.Count)];
}

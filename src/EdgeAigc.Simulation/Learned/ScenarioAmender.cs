using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>The amender in the scenario: who has a cached model may have up to its best level.</summary>
public sealed class ScenarioAmender
{
    private readonly Scenario _scenario;
    private readonly double[] _wanted;
    private readonly int[] _caps;

    /// <summary>An amender.</summary>
    /// <param name="scenario">Where.</param>
    /// <param name="temperature">Factor of the action in the softmax of the shares.</param>
    public ScenarioAmender(Scenario scenario, double temperature)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_scenario, Temperature) = (scenario, temperature);
        (_wanted, _caps) = (new double[scenario.Options.Users], new int[scenario.Options.Users]);
    }

    /// <summary>Factor of the action in the softmax.</summary>
    public double Temperature { get; }

    /// <summary>Most steps of each user in the slot that was amended last.</summary>
    public ReadOnlySpan<int> Caps => _caps;

    /// <summary>Most steps of a user: the best level of a cached model, else 0.</summary>
    public int Cap(Slot slot, ModelSet cache, int user)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return cache.Contains(slot.Models[user]) ? _scenario.Models[slot.Models[user]].BestLevel : 0;
    }

    /// <summary>Turns an action into a decision.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="cache">What is cached.</param>
    /// <param name="action">Steps of each user, then bandwidth of each.</param>
    /// <param name="steps">Receives the steps.</param>
    /// <param name="shares">Receives the shares.</param>
    public void Amend(Slot slot, ModelSet cache, ReadOnlySpan<float> action, Span<int> steps, Span<double> shares)
    {
        for (var user = 0; user < _caps.Length; user++)
            _caps[user] = Cap(slot, cache, user);
        ActionAmender.Want(action, _caps, _wanted);
        ActionAmender.Fit(_wanted, _scenario.Options.StepBudget, steps);
        ActionAmender.Share(action, Temperature, _scenario.Options.MinShare, shares);
    }
}

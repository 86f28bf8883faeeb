using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>Stage one by trained values: the maximal set of the greatest value, where a set's value is its own output, or the sum of its
/// models' outputs.</summary>
public sealed class LearnedCachePolicy : ICachePolicy
{
    private readonly Scenario _scenario;
    private readonly ActionValues _network;
    private readonly FrameFeatures _features;
    private readonly bool _perModel;
    private readonly float[] _state;
    private readonly float[] _values;

    /// <summary>Takes the values into use.</summary>
    /// <exception cref="InvalidDataException">They were trained for another scenario.</exception>
    public LearnedCachePolicy(Scenario scenario, PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(policy);
        _perModel = policy.Kind == PolicyKinds.SetValues;
        (_scenario, _network, _features) = (scenario, new(policy), new(scenario, _perModel));
        var actions = _perModel ? scenario.Models.Count : scenario.MaximalSets.Count;
        if (_network.StateSize != _features.Size || _network.Count != actions)
            throw new InvalidDataException($"The values take {_network.StateSize} numbers and give {_network.Count}; the scenario has {_features.Size} and {actions}.");
        (_state, _values) = (new float[_network.StateSize], new float[_network.Count]);
    }

    /// <inheritdoc/>
    public ModelSet Decide(FrameObservation observation)
    {
        _features.Write(observation, _state);
        _network.Evaluate(_state, _values);
        return Best(_scenario, _values, _perModel);
    }

    /// <summary>The maximal set of the greatest value.</summary>
    public static ModelSet Best(Scenario scenario, ReadOnlySpan<float> values, bool perModel)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var (best, most) = (new ModelSet(0), float.NegativeInfinity);
        for (var action = 0; action < scenario.MaximalSets.Count; action++)
        {
            var set = scenario.MaximalSets[action];
            var value = perModel ? Sum(values, set) : values[action];
            if (value > most)
                (best, most) = (set, value);
        }

        return best;
    }

    private static float Sum(ReadOnlySpan<float> values, ModelSet set)
    {
        var sum = 0f;
        for (var model = 0; model < values.Length; model++)
            sum += set.Contains(model) ? values[model] : 0;
        return sum;
    }
}

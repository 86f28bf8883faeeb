namespace EdgeAigc.Core.Learned;

/// <summary>Stage one of a trained policy: the set of the greatest value, where a set's value is its own output, or the sum of its models'
/// outputs. Keeps working memory, so it is not for several threads at once.</summary>
public sealed class CacheChooser
{
    private readonly ActionValues _network;
    private readonly float[] _state;
    private readonly float[] _values;

    /// <summary>Takes the values into use.</summary>
    /// <exception cref="InvalidDataException">The policy holds no values.</exception>
    public CacheChooser(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (_network, PerModel) = (new(policy), IsPerModel(policy));
        (_state, _values) = (new float[_network.StateSize], new float[_network.Count]);
    }

    /// <summary>Whether models are valued one by one, so that any sets may be chosen from.</summary>
    public bool PerModel { get; }

    /// <summary>Whether a policy values models one by one.</summary>
    public static bool IsPerModel(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Kind == PolicyKinds.SetValues;
    }

    /// <summary>Says when state or actions are not those of the weights.</summary>
    /// <param name="stateSize">Length of the state.</param>
    /// <param name="models">Number of models.</param>
    /// <param name="sets">Number of sets to choose from.</param>
    /// <exception cref="InvalidDataException">They are not.</exception>
    public void Require(int stateSize, int models, int sets)
    {
        var actions = PerModel ? models : sets;
        if (_network.StateSize != stateSize || _network.Count != actions)
            throw new InvalidDataException($"The values take {_network.StateSize} numbers and give {_network.Count}; the scenario has {stateSize} and {actions}.");
    }

    /// <summary>Chooses.</summary>
    /// <param name="features">What was seen.</param>
    /// <param name="popularity">Popularity state.</param>
    /// <param name="cached">What is cached.</param>
    /// <param name="sets">The sets to choose from: the first of the greatest value is taken.</param>
    public ModelSet Choose(CacheFeatures features, int popularity, ModelSet cached, IReadOnlyList<ModelSet> sets)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(sets);
        features.Write(popularity, cached, _state);
        _network.Evaluate(_state, _values);
        var (best, most) = (new ModelSet(0), float.NegativeInfinity);
        for (var action = 0; action < sets.Count; action++)
        {
            var value = PerModel ? Sum(sets[action]) : _values[action];
            if (value > most)
                (best, most) = (sets[action], value);
        }

        return best;
    }

    private float Sum(ModelSet set)
    {
        var sum = 0f;
        for (var model = 0; model < _values.Length; model++)
            sum += set.Contains(model) ? _values[model] : 0;
        return sum;
    }
}

namespace EdgeAigc.Core.Learned;

/// <summary>Values of a fixed list of actions, or of the items of sets, in a state.</summary>
public sealed class ActionValues
{
    private readonly Perceptron _network;
    private readonly int _items;

    /// <summary>Takes the weights.</summary>
    /// <exception cref="InvalidDataException">The policy holds no values.</exception>
    public ActionValues(PolicyWeights policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _items = policy.Kind switch
        {
            PolicyKinds.ActionValues => 1,
            PolicyKinds.SetValues => policy.Number("items"),
            _ => throw new InvalidDataException($"A policy of kind '{policy.Kind}' holds no values of actions."),
        };
        _network = new(policy, "values");
    }

    /// <summary>Length of the state.</summary>
    public int StateSize => _items * _network.Inputs;

    /// <summary>Number of values.</summary>
    public int Count => _items * _network.Outputs;

    /// <summary>Computes the values; those of one item stand together.</summary>
    public void Evaluate(ReadOnlySpan<float> state, Span<float> values)
    {
        for (var item = 0; item < _items; item++)
            _network.Forward(state.Slice(item * _network.Inputs, _network.Inputs)).CopyTo(values[(item * _network.Outputs)..]);
    }
}

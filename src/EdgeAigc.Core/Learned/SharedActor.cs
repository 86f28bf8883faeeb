namespace EdgeAigc.Core.Learned;

/// <summary>
/// One network acts for every user: it sees the user's own features and the mean over users of what another network makes of theirs. So it
/// does not matter who is which. The action holds the first output of all users, then the second of all, and so on.
/// </summary>
internal sealed class SharedActor : IActor
{
    private readonly Perceptron _encoder;
    private readonly Perceptron _head;
    private readonly int _users;
    private readonly float[] _input;

    /// <summary>For as many users as it was trained for.</summary>
    public SharedActor(PolicyWeights policy)
        : this(policy, policy.Number("users"))
    {
    }

    /// <summary>For any number of users.</summary>
    public SharedActor(PolicyWeights policy, int users)
    {
        (_encoder, _head, _users) = (new(policy, "encoder"), new(policy, "head"), users);
        if (_head.Inputs != _encoder.Inputs + _encoder.Outputs || _users <= 0)
            throw new InvalidDataException($"The head takes {_head.Inputs} inputs; features and context of {_users} users have {_encoder.Inputs} + {_encoder.Outputs}.");
        _input = new float[_head.Inputs];
    }

    public int StateSize => _users * _encoder.Inputs;

    public int ActionSize => _users * _head.Outputs;

    public int NoiseSize => 0;

    public void Act(ReadOnlySpan<float> state, ReadOnlySpan<float> noise, Span<float> action)
    {
        var context = _input.AsSpan(_encoder.Inputs);
        context.Clear();
        for (var user = 0; user < _users; user++)
        {
            var code = _encoder.Forward(state.Slice(user * _encoder.Inputs, _encoder.Inputs));
            Activation.Mish(code);
            for (var i = 0; i < context.Length; i++)
                context[i] += code[i] / _users;
        }

        for (var user = 0; user < _users; user++)
        {
            state.Slice(user * _encoder.Inputs, _encoder.Inputs).CopyTo(_input);
            var outputs = _head.Forward(_input);
            for (var i = 0; i < outputs.Length; i++)
                action[(i * _users) + user] = MathF.Tanh(outputs[i]);
        }
    }
}

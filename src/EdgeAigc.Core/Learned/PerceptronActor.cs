namespace EdgeAigc.Core.Learned;

/// <summary>a = tanh(f(s)).</summary>
internal sealed class PerceptronActor(PolicyWeights policy) : IActor
{
    private readonly Perceptron _network = new(policy, "actor");

    public int StateSize => _network.Inputs;

    public int ActionSize => _network.Outputs;

    public int NoiseSize => 0;

    public void Act(ReadOnlySpan<float> state, ReadOnlySpan<float> noise, Span<float> action)
    {
        _network.Forward(state).CopyTo(action);
        Activation.Tanh(action);
    }
}

namespace EdgeAigc.Core.Learned;

/// <summary>
/// An action is denoised from a normal sample in N steps: at each, the network guesses the clean action from state, sample and n, through
/// tanh, and the sample moves on to the posterior given the guess.
/// </summary>
internal sealed class DiffusionActor : IActor
{
    private readonly Perceptron _network;
    private readonly DiffusionSchedule _schedule;
    private readonly float[][] _embeddings;
    private readonly float[] _input;

    public DiffusionActor(PolicyWeights policy)
    {
        _network = new(policy, "actor");
        _schedule = new(policy.Number("steps"));
        _embeddings = [.. Enumerable.Range(1, _schedule.Steps).Select(DiffusionSchedule.Embed)];
        ActionSize = _network.Outputs;
        StateSize = _network.Inputs - ActionSize - DiffusionSchedule.EmbeddingSize;
        if (StateSize <= 0)
            throw new InvalidDataException($"The denoiser takes {_network.Inputs} inputs, too few for an action of {ActionSize}, the step and a state.");
        _input = new float[ActionSize + DiffusionSchedule.EmbeddingSize];
    }

    public int StateSize { get; }

    public int ActionSize { get; }

    public int NoiseSize => ActionSize * _schedule.Steps;

    public void Act(ReadOnlySpan<float> state, ReadOnlySpan<float> noise, Span<float> action)
    {
        // The state is the same in all steps.
        var known = _network.Begin(state);
        noise[..ActionSize].CopyTo(action);
        for (var n = _schedule.Steps; n >= 1; n--)
        {
            action.CopyTo(_input);
            _embeddings[n - 1].CopyTo(_input, ActionSize);
            var guess = _network.Forward(known, _input);
            Activation.Tanh(guess);
            var drawn = n > 1 ? noise.Slice((_schedule.Steps - n + 1) * ActionSize, ActionSize) : [];
            for (var i = 0; i < ActionSize; i++)
            {
                action[i] = (_schedule.GuessFactors[n - 1] * guess[i]) + (_schedule.SampleFactors[n - 1] * action[i])
                    + (n > 1 ? _schedule.NoiseFactors[n - 1] * drawn[i] : 0);
            }
        }
    }
}

using System.Globalization;
using EdgeAigc.Core.Learned;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>The actor of D3PG: a denoising chain conditioned on the state, whose network guesses the clean action. Gradients go through the
/// whole chain.</summary>
internal sealed class DenoisingActor : IActorNetwork
{
    private readonly int _actionSize;
    private readonly DiffusionSchedule _schedule;
    private readonly Mlp _network;
    private readonly Tensor[] _embeddings;
    private readonly Scalar[] _guessFactors;
    private readonly Scalar[] _sampleFactors;
    private readonly Scalar[] _noiseFactors;
    private readonly Scalar _steps;

    public DenoisingActor(int stateSize, int actionSize, int hidden, int steps)
    {
        (_actionSize, _schedule) = (actionSize, new(steps));
        _network = new(stateSize + actionSize + DiffusionSchedule.EmbeddingSize, hidden, hidden, actionSize);
        // Kept, so that they live as long as native code reads them.
        (_guessFactors, _sampleFactors, _noiseFactors) = (Kept(_schedule.GuessFactors), Kept(_schedule.SampleFactors), Kept(_schedule.NoiseFactors));
        _steps = steps;
        static Scalar[] Kept(float[] factors) => [.. factors.Select(factor => (Scalar)factor)];
        _embeddings = [.. Enumerable.Range(1, steps).Select(n => tensor(DiffusionSchedule.Embed(n)).unsqueeze(0).DetachFromDisposeScope())];
    }

    public IEnumerable<Parameter> Parameters => _network.Parameters;

    public int NoiseSize => _actionSize * _schedule.Steps;

    public (Tensor Actions, Tensor Saturation) Act(Tensor states, Tensor noise)
    {
        var rows = states.shape[0];
        var known = _network.Begin(states);
        var parts = noise.split(_actionSize, dim: 1);
        var (sample, saturation) = (parts[0], zeros(1));
        for (var n = _schedule.Steps; n >= 1; n--)
        {
            var raw = _network.Forward(known, cat([sample, _embeddings[n - 1].expand(rows, -1)], 1));
            saturation += raw.square().mean();
            sample = raw.tanh().mul(_guessFactors[n - 1]) + sample.mul(_sampleFactors[n - 1]);
            if (n > 1)
                sample += parts[_schedule.Steps - n + 1].mul(_noiseFactors[n - 1]);
        }

        return (sample, saturation.div(_steps));
    }

    public PolicyWeights Export()
    {
        var policy = new PolicyWeights(PolicyKinds.DiffusionActor);
        policy.Attributes["steps"] = _schedule.Steps.ToString(CultureInfo.InvariantCulture);
        _network.Export(policy, "actor");
        return policy;
    }

    public void Dispose()
    {
        _network.Dispose();
        foreach (var embedding in _embeddings)
            embedding.Dispose();
    }
}

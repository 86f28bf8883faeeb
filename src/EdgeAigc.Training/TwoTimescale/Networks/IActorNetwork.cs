using EdgeAigc.Core.Learned;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>An actor that can be trained.</summary>
internal interface IActorNetwork : IDisposable
{
    IEnumerable<Parameter> Parameters { get; }

    /// <summary>Standard normal numbers for an action; 0 for a deterministic actor.</summary>
    int NoiseSize { get; }

    /// <summary>Actions of a batch [B, 2I] in [−1, 1] and the mean square of what went into tanh, which is kept small against saturation.</summary>
    /// <param name="states">States [B, S].</param>
    /// <param name="noise">Noise [B, <see cref="NoiseSize"/>].</param>
    (Tensor Actions, Tensor Saturation) Act(Tensor states, Tensor noise);

    PolicyWeights Export();
}

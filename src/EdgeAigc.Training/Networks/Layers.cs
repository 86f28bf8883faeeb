using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Networks;

/// <summary>Layers with the defaults of these networks.</summary>
internal static class Layers
{
    public const long NormGroups = 8;

    /// <summary>Group normalisation. TorchSharp leaves its affine parameters uninitialised, so they are set here.</summary>
    public static GroupNorm Norm(long channels)
    {
        var norm = nn.GroupNorm(NormGroups, channels);
        nn.init.ones_(norm.weight!);
        nn.init.zeros_(norm.bias!);
        return norm;
    }

    /// <summary>A linear layer that begins as zero, so that a residual branch begins as the identity.</summary>
    public static Linear ZeroLinear(long inputs, long outputs)
    {
        var linear = nn.Linear(inputs, outputs);
        nn.init.zeros_(linear.weight);
        nn.init.zeros_(linear.bias!);
        return linear;
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Networks;

/// <summary>What is done to all parameters of a network.</summary>
internal static class ParameterSets
{
    /// <summary>Moves towards other parameters of the same shapes: w += part·(source − w).</summary>
    public static void Follow(IEnumerable<Parameter> parameters, IEnumerable<Parameter> sources, double part)
    {
        using var noGradient = no_grad();
        foreach (var (mine, theirs) in parameters.Zip(sources))
            mine.lerp_(theirs, part);
    }

    /// <summary>Whether gradients reach the parameters.</summary>
    public static void Freeze(IEnumerable<Parameter> parameters, bool frozen)
    {
        foreach (var parameter in parameters)
            parameter.requires_grad = !frozen;
    }
}

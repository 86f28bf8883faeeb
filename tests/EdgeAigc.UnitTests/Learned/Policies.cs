using EdgeAigc.Core.Learned;

namespace EdgeAigc.UnitTests.Learned;

/// <summary>Small policies.</summary>
internal static class Policies
{
    /// <summary>Two inputs, two hidden units, one action.</summary>
    public static PolicyWeights Perceptron()
    {
        var policy = new PolicyWeights(PolicyKinds.PerceptronActor);
        policy.Tensors["actor.0.weight"] = new([2, 2], [1, 0, 0, -1]);
        policy.Tensors["actor.0.bias"] = new([2], [0, 1]);
        policy.Tensors["actor.1.weight"] = new([1, 2], [0.5f, 2]);
        policy.Tensors["actor.1.bias"] = new([1], [-0.25f]);
        return policy;
    }
}

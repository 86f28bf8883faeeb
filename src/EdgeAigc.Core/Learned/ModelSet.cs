using System.Numerics;

namespace EdgeAigc.Core.Learned;

/// <summary>A set of models.</summary>
/// <param name="Bits">Bit m stands for model m.</param>
public readonly record struct ModelSet(uint Bits)
{
    /// <summary>Number of models in it.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>Whether the model is in it.</summary>
    public bool Contains(int model) => (Bits >> model & 1) != 0;

    /// <summary>The set with the model.</summary>
    public ModelSet With(int model) => new(Bits | (1u << model));

    /// <summary>The set without the model.</summary>
    public ModelSet Without(int model) => new(Bits & ~(1u << model));

    /// <summary>What is in this one and not in the other.</summary>
    public ModelSet Except(ModelSet other) => new(Bits & ~other.Bits);
}

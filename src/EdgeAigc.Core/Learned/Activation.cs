namespace EdgeAigc.Core.Learned;

/// <summary>Activations, in place.</summary>
internal static class Activation
{
    // From there on softplus is its argument to single precision, and torch takes it as such.
    private const float SoftplusLimit = 20;

    /// <summary>x·tanh(ln(1 + eˣ)) (Misra, 2019).</summary>
    public static void Mish(Span<float> values)
    {
        foreach (ref var value in values)
            value *= MathF.Tanh(value > SoftplusLimit ? value : float.LogP1(MathF.Exp(value)));
    }

    public static void Tanh(Span<float> values)
    {
        foreach (ref var value in values)
            value = MathF.Tanh(value);
    }
}

namespace EdgeAigc.Diffusion.Random;

/// <summary>Draws what <c>torch.randn(n, generator=torch.Generator("cpu").manual_seed(seed))</c> draws in float32, so that a
/// seed gives the picture it gives elsewhere.</summary>
/// <remarks>torch has two roads. From 16 values on it fills the tensor with 24-bit uniforms and turns blocks of 16 into
/// normals by Box and Muller (Ann. Math. Stat. 29, 1958), value i paired with value i + 8; a length that 16 does not divide
/// gets its last 16 values anew. Below 16 it draws pairs in double precision and keeps the second of a pair for later.
/// The first road is bit for bit that of torch's AVX2 and AVX-512 builds; torch without either rounds differently. The
/// second uses the platform's logarithm, sine and cosine in double precision.</remarks>
/// <param name="seed">The seed; torch's engine takes its low 32 bits.</param>
public sealed class TorchGenerator(ulong seed)
{
    private const int Block = 16;
    private const float TwoPi = 6.28318530717958647692f;

    private readonly MersenneTwister _engine = new((uint)seed);
    private double? _spare;

    /// <summary>Fills with independent standard normal values, as one <c>randn</c> of that many elements.</summary>
    /// <param name="destination">Where they go.</param>
    public void Normal(Span<float> destination)
    {
        if (destination.Length >= Block)
        {
            FillBlocks(destination);
            return;
        }

        foreach (ref var value in destination)
            value = (float)NextNormal();
    }

    private void FillBlocks(Span<float> values)
    {
        FillUniform(values);
        var end = values.Length - (values.Length % Block);
        for (var start = 0; start < end; start += Block)
            BoxMuller(values.Slice(start, Block));
        if (end == values.Length)
            return;

        var tail = values[^Block..];
        FillUniform(tail);
        BoxMuller(tail);
    }

    private void FillUniform(Span<float> values)
    {
        foreach (ref var value in values)
            value = (_engine.Next() & 0x00FFFFFFu) * (1f / (1 << 24));
    }

    private static void BoxMuller(Span<float> block)
    {
        for (var i = 0; i < Block / 2; i++)
        {
            var radius = MathF.Sqrt(-2f * CephesMath.Log(1f - block[i]));
            var (sin, cos) = CephesMath.SinCos(TwoPi * block[i + (Block / 2)]);
            block[i] = radius * cos;
            block[i + (Block / 2)] = radius * sin;
        }
    }

    private double NextNormal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        var u1 = NextDouble();
        var u2 = NextDouble();
        var radius = Math.Sqrt(-2 * LogOnePlus(-u2));
        var (sin, cos) = Math.SinCos(2 * Math.PI * u1);
        _spare = radius * sin;
        return radius * cos;
    }

    private double NextDouble()
    {
        var high = (ulong)_engine.Next();
        var bits = (high << 32) | _engine.Next();
        return (bits & ((1UL << 53) - 1)) * (1.0 / (1UL << 53));
    }

    /// <summary>log(1 + x) without the loss near 0 (Kahan; Goldberg, "What every computer scientist should know", theorem 4).</summary>
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : x * Math.Log(sum) / (sum - 1);
    }
}

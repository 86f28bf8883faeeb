namespace EdgeAigc.Diffusion.Random;

/// <summary>Single-precision logarithm, sine and cosine by the polynomials of the Cephes library (Moshier, 1989).</summary>
/// <remarks>torch's vectorised normal kernel uses the same polynomials, and its compiler fuses multiplications with the
/// additions that follow. Fusing at the same places gives its results to the last bit, which the platform's math library
/// does not.</remarks>
internal static class CephesMath
{
    /// <summary>Natural logarithm of a positive normal number (<c>logf</c>).</summary>
    public static float Log(float x)
    {
        var bits = BitConverter.SingleToInt32Bits(x);
        var exponent = (float)((bits >> 23) - 126);
        var m = BitConverter.Int32BitsToSingle((bits & 0x007FFFFF) | 0x3F000000);   // in [0.5, 1)
        if (m < 0.707106781186547524f)
        {
            exponent -= 1f;
            m = m - 1f + m;
        }
        else
        {
            m -= 1f;
        }

        var z = m * m;
        var y = 7.0376836292E-2f;
        y = Fma(y, m, -1.1514610310E-1f);
        y = Fma(y, m, 1.1676998740E-1f);
        y = Fma(y, m, -1.2420140846E-1f);
        y = Fma(y, m, 1.4249322787E-1f);
        y = Fma(y, m, -1.6668057665E-1f);
        y = Fma(y, m, 2.0000714765E-1f);
        y = Fma(y, m, -2.4999993993E-1f);
        y = Fma(y, m, 3.3333331174E-1f);
        y = Fma(y * m, z, exponent * -2.12194440e-4f);
        y = Fma(z, -0.5f, y);
        return Fma(exponent, 0.693359375f, m + y);
    }

    /// <summary>Sine and cosine of an angle in [0, 8192) radians (<c>sinf</c>, <c>cosf</c>).</summary>
    public static (float Sin, float Cos) SinCos(float angle)
    {
        var octant = ((int)(angle * 1.27323954473516f) + 1) & ~1;
        // Subtract octant · π/4, split in three parts so that nothing is lost (Cody and Waite).
        var x = Fma(octant, -0.78515625f, angle);
        x = Fma(octant, -2.4187564849853515625e-4f, x);
        x = Fma(octant, -3.77489497744594108e-8f, x);
        var z = x * x;

        var cos = 2.443315711809948E-005f;
        cos = Fma(cos, z, -1.388731625493765E-003f);
        cos = Fma(cos, z, 4.166664568298827E-002f);
        cos = Fma(cos * z, z, z * -0.5f) + 1f;

        var sin = -1.9515295891E-4f;
        sin = Fma(sin, z, 8.3321608736E-3f);
        sin = Fma(sin, z, -1.6666654611E-1f);
        sin = Fma(sin * z, x, x);

        var (s, c) = (octant & 2) == 0 ? (sin, cos) : (cos, sin);
        return ((octant & 4) != 0 ? -s : s, ((octant - 2) & 4) == 0 ? -c : c);
    }

    private static float Fma(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);
}

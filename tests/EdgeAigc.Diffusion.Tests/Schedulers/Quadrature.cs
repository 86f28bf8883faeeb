namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Integrals and interpolation by brute force.</summary>
internal static class Quadrature
{
    /// <summary>∫ f by Simpson's rule.</summary>
    public static double Integrate(Func<double, double> f, double from, double to, int pieces = 32)
    {
        var step = (to - from) / pieces;
        var sum = 0.0;
        for (var k = 0; k < pieces; k++)
        {
            var left = from + (k * step);
            sum += (f(left) + (4 * f(left + (step / 2))) + f(left + step)) / 6 * step;
        }

        return sum;
    }

    /// <summary>The polynomial through points, by Neville's scheme.</summary>
    public static double Interpolate(double[] nodes, double[] values, double at)
    {
        var work = (double[])values.Clone();
        for (var level = 1; level < nodes.Length; level++)
        {
            for (var i = 0; i < nodes.Length - level; i++)
                work[i] = (((at - nodes[i + level]) * work[i]) + ((nodes[i] - at) * work[i + 1])) / (nodes[i] - nodes[i + level]);
        }

        return work[0];
    }
}

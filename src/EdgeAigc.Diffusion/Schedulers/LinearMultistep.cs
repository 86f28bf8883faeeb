namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Coefficients of the explicit Adams methods with steps of any length: the integrals of the Lagrange polynomials
/// through the last nodes, over the step that begins at the newest (Hairer, Nørsett and Wanner, "Solving ordinary
/// differential equations I", section III.5).</summary>
internal static class LinearMultistep
{
    /// <summary>Most nodes.</summary>
    public const int MaxOrder = 4;

    /// <summary>Weights of the derivatives at the nodes.</summary>
    /// <param name="nodes">Where they are known, the newest first, from which the step begins; all distinct.</param>
    /// <param name="end">Where the step ends.</param>
    /// <param name="weights">One for each node; the rest becomes 0.</param>
    public static void Weights(ReadOnlySpan<double> nodes, double end, Span<double> weights)
    {
        Span<double> polynomial = stackalloc double[MaxOrder];
        weights.Clear();
        var step = end - nodes[0];
        for (var j = 0; j < nodes.Length; j++)
        {
            // Coefficients of the basis polynomial in u = (σ − newest node) / step, lowest power first.
            polynomial.Clear();
            polynomial[0] = 1;
            var degree = 0;
            for (var k = 0; k < nodes.Length; k++)
            {
                if (k == j)
                    continue;
                var (root, scale) = ((nodes[k] - nodes[0]) / step, (nodes[j] - nodes[k]) / step);
                degree++;
                for (var power = degree; power >= 0; power--)
                    polynomial[power] = ((power > 0 ? polynomial[power - 1] : 0) - (root * polynomial[power])) / scale;
            }

            for (var power = 0; power <= degree; power++)
                weights[j] += step * polynomial[power] / (power + 1);
        }
    }
}

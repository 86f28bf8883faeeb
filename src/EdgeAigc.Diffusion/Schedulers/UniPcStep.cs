namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Coefficients of one step of UniPC:
/// x' = Sample·x + Output·m₀ + First·(m₁ − m₀) + Second·(m₂ − m₀) + Newest·(m_new − m₀), where m are the last outputs and
/// m_new, for a correction, that at the end of the step.</summary>
internal readonly record struct UniPcStep(float Sample, float Output, float First, float Second, float Newest)
{
    private const int MaxOrder = 3;

    /// <summary>The coefficients of UniP: Zhao et al., arXiv 2302.04867, equation 3 without its last term.</summary>
    /// <param name="schedule">The run; levels are σ.</param>
    /// <param name="evaluation">Where the step begins.</param>
    /// <param name="order">1 to 3, and no more than the evaluations that are known.</param>
    /// <param name="picturewise">Whether outputs are pictures, else noises.</param>
    /// <param name="exponential">Whether B(h) is e^h − 1, else h.</param>
    public static UniPcStep Predictor(NoiseSchedule schedule, int evaluation, int order, bool picturewise, bool exponential) =>
        Create(schedule, evaluation, order, picturewise, exponential, corrects: false);

    /// <summary>The coefficients of UniC, equation 3.</summary>
    /// <inheritdoc cref="Predictor"/>
    public static UniPcStep Corrector(NoiseSchedule schedule, int evaluation, int order, bool picturewise, bool exponential) =>
        Create(schedule, evaluation, order, picturewise, exponential, corrects: true);

    private static UniPcStep Create(
        NoiseSchedule schedule, int evaluation, int order, bool picturewise, bool exponential, bool corrects)
    {
        double from = schedule.Levels[evaluation];
        double to = schedule.NextLevels[evaluation];
        var (alphaFrom, alphaTo) = (1 / Math.Sqrt((from * from) + 1), 1 / Math.Sqrt((to * to) + 1));
        var h = Math.Log(from) - Math.Log(to);
        var length = picturewise ? -h : h;
        var phi = Math.Exp(length) - 1;
        var scale = picturewise ? -alphaTo : -alphaTo * to;
        var sample = picturewise ? alphaTo * to / (alphaFrom * from) : alphaTo / alphaFrom;
        var step = new UniPcStep((float)sample, (float)(scale * phi), 0, 0, 0);
        // Over no length there is nothing to interpolate.
        if (h == 0 || (order == 1 && !corrects))
            return step;

        // Where the outputs are known, as parts of the step: the older ones before its start, the newest at its end.
        var count = corrects ? order : order - 1;
        Span<double> nodes = stackalloc double[MaxOrder];
        for (var k = 1; k < order; k++)
            nodes[k - 1] = (Math.Log(from) - Math.Log(schedule.Levels[evaluation - k])) / h;
        if (corrects)
            nodes[order - 1] = 1;
        Span<double> weights = stackalloc double[MaxOrder];
        // With one node diffusers takes one half, which is the limit for short steps; with more, what integrates the
        // polynomial through them, where B(h) cancels.
        if (count == 1)
            weights[0] = scale * (exponential ? phi : length) / 2;
        else
            Weights(nodes[..count], length, scale, weights[..count]);
        for (var k = 0; k < order - 1; k++)
            weights[k] /= nodes[k];
        return step with
        {
            First = order > 1 ? (float)weights[0] : 0,
            Second = order > 2 ? (float)weights[1] : 0,
            Newest = corrects ? (float)weights[order - 1] : 0,
        };
    }

    /// <summary>Solves Σ_k w_k·r_k^(i−1) = scale·i!·φ_{i+1} for i = 1 … n (equation 5), φ as in arXiv 2302.04867, equation 4, by
    /// the divided differences of Björck and Pereyra (Math. Comp. 24, 1970).</summary>
    private static void Weights(ReadOnlySpan<double> nodes, double length, double scale, Span<double> weights)
    {
        var count = nodes.Length;
        var (phi, factorial) = (((Math.Exp(length) - 1) / length) - 1, 1.0);
        for (var i = 0; i < count; i++)
        {
            weights[i] = scale * phi * factorial;
            factorial *= i + 2;
            phi = (phi / length) - (1 / factorial);
        }

        for (var k = 0; k < count - 1; k++)
        {
            for (var i = count - 1; i > k; i--)
                weights[i] -= nodes[k] * weights[i - 1];
        }

        for (var k = count - 2; k >= 0; k--)
        {
            for (var i = k + 1; i < count; i++)
                weights[i] /= nodes[i] - nodes[i - k - 1];
            for (var i = k; i < count - 1; i++)
                weights[i] -= weights[i + 1];
        }
    }
}

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Coefficients of one step of DPM-Solver:
/// x' = Sample·x + Output·m₀ + First·D₁ + Second·D₂ + Noise·z, where m are the last outputs, and D₁ and D₂ the estimates of
/// their first and second change over the step.</summary>
internal readonly record struct DpmSolverStep(float Sample, float Output, float First, float Second, float Noise)
{
    /// <summary>1 / r₀, which scales m₀ − m₁ to this step; 0 below order 2.</summary>
    public float NewerScale { get; private init; }

    /// <summary>1 / r₁, which scales m₁ − m₂ to this step; 0 below order 3.</summary>
    public float OlderScale { get; private init; }

    /// <summary>r₀ / (r₀ + r₁); 0 below order 3.</summary>
    public float Extrapolation { get; private init; }

    /// <summary>1 / (r₀ + r₁); 0 below order 3.</summary>
    public float SecondScale { get; private init; }

    /// <summary>The coefficients of an evaluation.</summary>
    /// <param name="schedule">The run; levels are σ.</param>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="order">1 to 3, and no more than the evaluations that are known.</param>
    /// <param name="algorithm">What is integrated.</param>
    /// <param name="heun">Whether the second order integrates the linear interpolation exactly, instead of at its midpoint.</param>
    public static DpmSolverStep Create(NoiseSchedule schedule, int evaluation, int order, SolverAlgorithm algorithm, bool heun)
    {
        double from = schedule.Levels[evaluation];
        double to = schedule.NextLevels[evaluation];
        var h = Math.Log(from) - Math.Log(to);
        // Two levels may coincide at the end of a run; there is no change to estimate over such a step.
        if (h == 0)
            order = 1;
        var step = Coefficients(from, to, h, order, algorithm, heun);
        if (order == 1)
            return step;
        double before = schedule.Levels[evaluation - 1];
        var r0 = (Math.Log(before) - Math.Log(from)) / h;
        if (order == 2)
            return step with { NewerScale = (float)(1 / r0) };
        var r1 = (Math.Log(schedule.Levels[evaluation - 2]) - Math.Log(before)) / h;
        return step with
        {
            NewerScale = (float)(1 / r0),
            OlderScale = (float)(1 / r1),
            Extrapolation = (float)(r0 / (r0 + r1)),
            SecondScale = (float)(1 / (r0 + r1)),
        };
    }

    /// <summary>All but the scales of the differences; h is the length of the step in the log-SNR.</summary>
    private static DpmSolverStep Coefficients(double from, double to, double h, int order, SolverAlgorithm algorithm, bool heun)
    {
        var stochastic = algorithm is SolverAlgorithm.StochasticNoise or SolverAlgorithm.StochasticPicture;
        var picturewise = algorithm is SolverAlgorithm.Picture or SolverAlgorithm.StochasticPicture;
        // Outputs are weighted by ∫ e^t dt = φ over the signed length of the step, to which fresh noise adds as much again.
        var rate = stochastic && picturewise ? 2.0 : 1.0;
        var (alphaFrom, alphaTo) = (1 / Math.Sqrt((from * from) + 1), 1 / Math.Sqrt((to * to) + 1));
        var (sigmaFrom, sigmaTo) = (from * alphaFrom, to * alphaTo);
        var length = picturewise ? -rate * h : h;
        var phi = Math.Exp(length) - 1;
        var scale = picturewise ? -alphaTo : -sigmaTo * (stochastic ? 2 : 1);
        var sample = picturewise
            ? sigmaTo / sigmaFrom * (stochastic ? Math.Exp(-h) : 1)
            : alphaTo / alphaFrom;
        var noise = (stochastic, picturewise) switch
        {
            (false, _) => 0,
            (_, true) => sigmaTo * Math.Sqrt(Math.Max(0, 1 - Math.Exp(-2 * h))),
            _ => sigmaTo * Math.Sqrt(Math.Max(0, Math.Exp(2 * h) - 1)),
        };
        var (first, second) = (0.0, 0.0);
        if (order == 2 && !heun)
            first = scale * phi / 2;
        else if (order > 1)
            first = scale * ((phi / length) - 1);
        if (order == 3)
            second = scale * (((phi - length) / (length * length)) - 0.5);
        return new((float)sample, (float)(scale * phi), (float)first, (float)second, (float)noise);
    }
}

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>What the exponential integrators share, which step in the log-SNR λ = ln(√ᾱ/√(1−ᾱ)) = −ln σ over the last
/// outputs of the network. Levels are σ = √((1−ᾱ)/ᾱ), latents preserve the variance. Coefficients are computed in double
/// from the float32 table, where diffusers rounds them to float32 on the way.</summary>
internal abstract class LogSnrScheduler : VariancePreservingScheduler
{
    private readonly SigmaTable _table;
    private readonly SchedulerConfig _config;
    private readonly TimestepSpacing _spacing;
    private readonly int _usableTimesteps;

    protected LogSnrScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
        : base(prediction, new PictureBounds(config, clips: null))
    {
        _table = new(config);
        _config = config;
        _spacing = spacing;
        _usableTimesteps = config.Solver.LambdaMinClipped is { } least ? _table.CountAbove(least) : _table.Length;
    }

    /// <inheritdoc/>
    /// <remarks>All but trailing spacing leave the lowest timestep for the level behind the last step.</remarks>
    public override int MaxSteps => _spacing == TimestepSpacing.Trailing ? _usableTimesteps : _usableTimesteps - 1;

    /// <summary>Options of the integrator.</summary>
    protected SolverOptions Solver => _config.Solver;

    /// <summary>Whether the last step goes to σ = 0.</summary>
    protected bool EndsAtZero => _config.FinalSigmasType == "zero";

    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, MaxSteps);
        var (timesteps, sigmas) = SpacedSigmas(steps);
        var last = EndsAtZero ? 0f : LastSigma(sigmas);
        return new()
        {
            Timesteps = [.. timesteps],
            Levels = [.. sigmas],
            NextLevels = [.. sigmas[1..], last],
        };
    }

    /// <inheritdoc/>
    protected override NoiseScales ScalesOf(float level) => NoiseScales.OfSigma(level);

    /// <summary>σ behind the last step where it is not 0.</summary>
    protected virtual float LastSigma(float[] sigmas) => _table.Smallest;

    /// <summary>What the network is told of a timestep that was found for a σ.</summary>
    protected virtual double WholeTimestep(double timestep) => Math.Round(timestep);

    /// <summary>The bounded pictures or the noises that the integrator works on.</summary>
    protected void Convert(
        NoiseSchedule schedule,
        int evaluation,
        bool toPicture,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var scales = ScalesOf(schedule.Levels[evaluation]);
        if (toPicture)
        {
            var bound = Bounds.Of(scales, Prediction, sample, prediction, memory);
            for (var i = 0; i < destination.Length; i++)
                destination[i] = bound.Apply(scales.Picture(Prediction, sample[i], prediction[i]));
        }
        else
        {
            for (var i = 0; i < destination.Length; i++)
                destination[i] = scales.Noise(Prediction, sample[i], prediction[i]);
        }
    }

    private (float[] Timesteps, float[] Sigmas) SpacedSigmas(int steps)
    {
        double[] sigmas;
        if (_config.UseKarrasSigmas)
        {
            sigmas = KarrasSigmas.Between(_table.Smallest, _table.Largest, steps);
        }
        else if (_config.Solver.UseLuLambdas)
        {
            sigmas = LogarithmicSigmas(steps);
        }
        else
        {
            var timesteps = TimestepSpacings.PickAboveLowest(_spacing, _table.Length, _usableTimesteps, steps, _config.StepsOffset);
            return (
                Array.ConvertAll(timesteps, timestep => (float)timestep),
                Array.ConvertAll(timesteps, timestep => (float)_table.At(timestep)));
        }

        return (
            Array.ConvertAll(sigmas, sigma => (float)WholeTimestep(_table.TimestepOf(sigma))),
            Array.ConvertAll(sigmas, sigma => (float)sigma));
    }

    private double[] LogarithmicSigmas(int steps)
    {
        var (first, last) = (Math.Log(_table.Largest), Math.Log(_table.Smallest));
        var sigmas = new double[steps];
        for (var i = 0; i < steps; i++)
            sigmas[i] = Math.Exp(first + ((steps == 1 ? 0 : (double)i / (steps - 1)) * (last - first)));
        return sigmas;
    }
}

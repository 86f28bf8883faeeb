namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Multistep DPM-Solver of order 1 to 3 (Lu et al., arXiv 2206.00927 and 2211.01095), for predicted noises or
/// pictures, with or without fresh noise. The first evaluations of a run have a lower order, and the last step too where it
/// goes to σ = 0, which is infinitely far in the log-SNR.</summary>
internal sealed class DpmSolverScheduler : LogSnrScheduler
{
    /// <summary>Runs of this length or longer keep their order to the end.</summary>
    private const int LongRun = 15;

    private readonly SolverAlgorithm _algorithm;
    private readonly bool _heun;
    private readonly bool _cutsTimesteps;

    public DpmSolverScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
        : base(config, prediction, spacing)
    {
        _algorithm = config.Solver.Algorithm switch
        {
            "dpmsolver" => SolverAlgorithm.Noise,
            "sde-dpmsolver" => SolverAlgorithm.StochasticNoise,
            "sde-dpmsolver++" => SolverAlgorithm.StochasticPicture,
            _ => SolverAlgorithm.Picture,
        };
        _heun = config.Solver.Type == "heun";
        _cutsTimesteps = config.BetaSchedule == "squaredcos_cap_v2";
    }

    private bool IsStochastic => _algorithm is SolverAlgorithm.StochasticNoise or SolverAlgorithm.StochasticPicture;

    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps)
    {
        var schedule = base.CreateSchedule(steps);
        return IsStochastic ? schedule with { NoiseDraws = [.. Enumerable.Repeat(true, steps)] } : schedule;
    }

    /// <inheritdoc/>
    public override SchedulerMemory CreateMemory(int length) => new(length, Solver.Order, needsScratch: Bounds.NeedsScratch);

    /// <inheritdoc/>
    public override void Step(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        ReadOnlySpan<float> noise,
        Span<float> destination)
    {
        var picturewise = _algorithm is SolverAlgorithm.Picture or SolverAlgorithm.StochasticPicture;
        Convert(schedule, evaluation, picturewise, memory, sample, prediction, memory.PushOutput());
        memory.CountEvaluation();
        var order = OrderOf(schedule, evaluation, memory.Outputs);
        var step = DpmSolverStep.Create(schedule, evaluation, order, _algorithm, _heun);
        var m0 = memory.Output(0);
        var m1 = memory.Output(1);
        var m2 = memory.Output(2);
        for (var i = 0; i < destination.Length; i++)
        {
            // Differences over one and two steps back, in units of this step.
            var newer = step.NewerScale * (m0[i] - m1[i]);
            var older = step.OlderScale * (m1[i] - m2[i]);
            var first = newer + (step.Extrapolation * (newer - older));
            var second = step.SecondScale * (newer - older);
            var mean = (step.Sample * sample[i]) + (step.Output * m0[i]) + (step.First * first) + (step.Second * second);
            destination[i] = IsStochastic ? mean + (step.Noise * noise[i]) : mean;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The fractions of the cosine schedule are cut off.</remarks>
    protected override double WholeTimestep(double timestep) =>
        _cutsTimesteps ? Math.Floor(timestep) : base.WholeTimestep(timestep);

    private int OrderOf(NoiseSchedule schedule, int evaluation, int known)
    {
        var isShort = Solver.LowerOrderFinal && schedule.Steps < LongRun;
        var left = schedule.Evaluations - evaluation;
        if (left == 1 && (Solver.EulerAtFinal || isShort || EndsAtZero))
            return 1;
        return Math.Min(known, left == 2 && isShort ? 2 : Solver.Order);
    }
}

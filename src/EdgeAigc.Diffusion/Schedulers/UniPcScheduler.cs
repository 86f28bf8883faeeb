namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>UniPC of order 1 to 3 (Zhao et al., arXiv 2302.04867): UniP predicts the next latents; at the next evaluation,
/// UniC corrects them with the output that is known then, and predicts on from there. Both interpolate the last outputs over
/// the log-SNR. The first evaluations of a run have a lower order.</summary>
internal sealed class UniPcScheduler : LogSnrScheduler
{
    private readonly bool _useSigmaOfRun;
    private readonly bool _isExponential;

    public UniPcScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
        : base(config with { Solver = config.Solver with { LambdaMinClipped = null, UseLuLambdas = false } }, prediction, spacing)
    {
        _useSigmaOfRun = config.UseKarrasSigmas;
        _isExponential = config.Solver.Type != "bh1";
    }

    /// <inheritdoc/>
    /// <remarks>One output more than the order: a correction takes the new one and as many old ones as the order says.</remarks>
    public override SchedulerMemory CreateMemory(int length) =>
        new(length, Solver.Order + 1, keepsSample: true, needsScratch: Bounds.NeedsScratch);

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
        Convert(schedule, evaluation, Solver.PredictX0, memory, sample, prediction, memory.PushOutput());
        if (memory.Evaluations > 0 && !Solver.UncorrectedSteps.Contains(evaluation - 1))
            Correct(schedule, evaluation, memory);
        else
            sample.CopyTo(memory.Sample);
        Predict(schedule, evaluation, memory, destination);
        memory.CountEvaluation();
    }

    /// <inheritdoc/>
    protected override float LastSigma(float[] sigmas) => _useSigmaOfRun ? sigmas[^1] : base.LastSigma(sigmas);

    private void Predict(NoiseSchedule schedule, int evaluation, SchedulerMemory memory, Span<float> destination)
    {
        var order = OrderOf(schedule, evaluation, memory.Evaluations);
        var step = UniPcStep.Predictor(schedule, evaluation, order, Solver.PredictX0, _isExponential);
        var start = memory.Sample;
        var m0 = memory.Output(0);
        var m1 = memory.Output(1);
        var m2 = memory.Output(2);
        for (var i = 0; i < destination.Length; i++)
        {
            var change = (step.First * (m1[i] - m0[i])) + (step.Second * (m2[i] - m0[i]));
            destination[i] = (step.Sample * start[i]) + (step.Output * m0[i]) + change;
        }
    }

    /// <summary>Takes the last step again, from the latents kept at its start, with the newest output.</summary>
    private void Correct(NoiseSchedule schedule, int evaluation, SchedulerMemory memory)
    {
        var order = OrderOf(schedule, evaluation - 1, memory.Evaluations - 1);
        var step = UniPcStep.Corrector(schedule, evaluation - 1, order, Solver.PredictX0, _isExponential);
        var start = memory.Sample;
        var newest = memory.Output(0);
        var m0 = memory.Output(1);
        var m1 = memory.Output(2);
        var m2 = memory.Output(3);
        for (var i = 0; i < start.Length; i++)
        {
            var change = (step.First * (m1[i] - m0[i])) + (step.Second * (m2[i] - m0[i])) + (step.Newest * (newest[i] - m0[i]));
            start[i] = (step.Sample * start[i]) + (step.Output * m0[i]) + change;
        }
    }

    /// <summary>Order of a step before which the run had done so many evaluations.</summary>
    private int OrderOf(NoiseSchedule schedule, int evaluation, int done)
    {
        var order = Math.Min(Solver.Order, done + 1);
        return Solver.LowerOrderFinal ? Math.Min(order, schedule.Evaluations - evaluation) : order;
    }
}

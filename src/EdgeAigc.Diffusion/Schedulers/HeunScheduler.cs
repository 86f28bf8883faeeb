namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Heun's method, second order: Karras et al., arXiv 2206.00364, algorithm 1. A step evaluates its start, goes to its
/// end by Euler, evaluates there, and goes anew with the mean of both derivatives; the last step, to σ = 0, is Euler's. So n
/// steps take 2n − 1 evaluations.</summary>
/// <remarks>diffusers' class knows neither a zero terminal SNR nor bounds of σ, and so ignores their keys.</remarks>
internal sealed class HeunScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
    : SigmaScheduler(
        config with { RescaleBetasZeroSnr = false, SigmaMin = null, SigmaMax = null, FinalSigmasType = "zero" },
        prediction,
        spacing,
        clips: false)
{
    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps)
    {
        var (timesteps, sigmas) = CreateRun(steps);
        // Evaluation 2k starts step k; evaluation 2k + 1 is at the end of step k, where step k + 1 starts.
        var evaluations = Enumerable.Range(0, (2 * steps) - 1).ToArray();
        return new()
        {
            Timesteps = [.. evaluations.Select(e => timesteps[(e + 1) / 2])],
            Levels = [.. evaluations.Select(e => sigmas[(e + 1) / 2])],
            NextLevels = [.. evaluations.Select(e => sigmas[(e / 2) + 1])],
            InitNoiseSigma = InitNoiseSigma(sigmas),
            StepsDone = [.. evaluations.Select(e => e == evaluations[^1] ? steps : (e + 1) / 2)],
            FirstEvaluations = [.. Enumerable.Range(0, steps).Select(skipped => 2 * skipped)],
        };
    }

    /// <inheritdoc/>
    public override SchedulerMemory CreateMemory(int length) => new(length, outputs: 1, keepsSample: true, needsScratch: true);

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
        if (evaluation % 2 == 0)
            Predict(schedule, evaluation, memory, sample, prediction, destination);
        else
            Correct(schedule, evaluation, memory, sample, prediction, destination);
        memory.CountEvaluation();
    }

    private void Predict(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var change = schedule.NextLevels[evaluation] - schedule.Levels[evaluation];
        var derivative = memory.PushOutput();
        Derivative(schedule, evaluation, sample, prediction, derivative);
        sample.CopyTo(memory.Sample);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = sample[i] + (derivative[i] * change);
    }

    private void Correct(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var change = schedule.Levels[evaluation] - schedule.Levels[evaluation - 1];
        var first = memory.Output(0);
        var second = memory.Scratch;
        var start = memory.Sample;
        Derivative(schedule, evaluation, sample, prediction, second);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = start[i] + ((first[i] + second[i]) / 2f * change);
    }
}

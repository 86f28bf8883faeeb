namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Pseudo numerical methods of Liu et al., arXiv 2202.09778: a linear multistep method over the last four noises,
/// each step with the transfer of equation 11. It warms up by three steps of pseudo Runge-Kutta (four evaluations each), or,
/// where these are skipped, by evaluating the second timestep twice, as the samplers of Stable Diffusion do (PLMS): n + 1
/// evaluations for n steps. Levels are ᾱ.</summary>
/// <remarks>As in diffusers, velocities are mixed before they are turned into noise, and an image-to-image run without
/// Runge-Kutta steps repeats its first step although its second timestep comes once: it ends a step's noise above the
/// picture.</remarks>
internal sealed class PndmScheduler : AlphaBarScheduler
{
    private const int Order = 4;

    private readonly float _finalAlphaBar;
    private readonly TimestepSpacing _spacing;
    private readonly int _offset;
    private readonly bool _rungeKutta;

    public PndmScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
        : base(config with { RescaleBetasZeroSnr = false, Thresholding = null }, prediction, clips: null)
    {
        _finalAlphaBar = config.SetAlphaToOne ?? false ? 1f : AlphaBars[0];
        _spacing = spacing;
        _offset = config.StepsOffset;
        _rungeKutta = !config.SkipPrkSteps;
    }

    /// <inheritdoc/>
    public override int MinSteps => _rungeKutta ? Order : 1;

    /// <inheritdoc/>
    public override NoiseSchedule CreateSchedule(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, MinSteps);
        var timesteps = TimestepSpacings.PickWhole(_spacing, AlphaBars.Length, steps, _offset);
        return _rungeKutta
            ? PndmSchedules.WithRungeKutta(timesteps, AlphaBars, _finalAlphaBar)
            : PndmSchedules.WithoutRungeKutta(timesteps, AlphaBars, _finalAlphaBar);
    }

    /// <inheritdoc/>
    public override SchedulerMemory CreateMemory(int length) => new(length, Order, keepsSample: true, needsScratch: _rungeKutta);

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
        if (_rungeKutta && evaluation < PndmSchedules.RungeKuttaEvaluations)
            StepRungeKutta(schedule, evaluation, memory, sample, prediction, destination);
        else
            StepMultistep(schedule, evaluation, memory, sample, prediction, destination);
        memory.CountEvaluation();
    }

    /// <summary>One of the four evaluations of a Runge-Kutta step; the sum ε₁/6 + ε₂/3 + ε₃/3 grows in the scratch room.</summary>
    private void StepRungeKutta(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        var part = evaluation % Order;
        var sum = memory.Scratch;
        if (part == 0)
        {
            sum.Clear();
            prediction.CopyTo(memory.PushOutput());
            sample.CopyTo(memory.Sample);
        }

        var weight = (float)(part is 0 or 3 ? 1.0 / 6 : 1.0 / 3);
        var transfer = new PndmTransfer(schedule.Levels[evaluation - part], schedule.NextLevels[evaluation]);
        for (var i = 0; i < destination.Length; i++)
        {
            sum[i] += weight * prediction[i];
            destination[i] = transfer.Apply(Prediction, memory.Sample[i], part == 3 ? sum[i] : prediction[i]);
        }
    }

    private void StepMultistep(
        NoiseSchedule schedule,
        int evaluation,
        SchedulerMemory memory,
        ReadOnlySpan<float> sample,
        ReadOnlySpan<float> prediction,
        Span<float> destination)
    {
        if (!_rungeKutta && memory.Evaluations == 1)
        {
            RepeatFirstStep(schedule, evaluation, memory, prediction, destination);
            return;
        }

        prediction.CopyTo(memory.PushOutput());
        if (memory.Evaluations == 0)
            sample.CopyTo(memory.Sample);
        var transfer = new PndmTransfer(schedule.Levels[evaluation], NextLevel(schedule, evaluation));
        var newest = memory.Output(0);
        var second = memory.Output(1);
        var third = memory.Output(2);
        var fourth = memory.Output(3);
        for (var i = 0; i < destination.Length; i++)
        {
            var combined = memory.Outputs switch
            {
                1 => newest[i],
                2 => ((3f * newest[i]) - second[i]) / 2f,
                3 => ((23f * newest[i]) - (16f * second[i]) + (5f * third[i])) / 12f,
                _ => (1f / 24f) * ((55f * newest[i]) - (59f * second[i]) + (37f * third[i]) - (9f * fourth[i])),
            };
            destination[i] = transfer.Apply(Prediction, sample[i], combined);
        }
    }

    /// <summary>Does the first step anew from where it began, with the mean of the noises at both of its ends.</summary>
    private void RepeatFirstStep(
        NoiseSchedule schedule, int evaluation, SchedulerMemory memory, ReadOnlySpan<float> prediction, Span<float> destination)
    {
        var stride = AlphaBars.Length / schedule.Steps;
        var timestep = (int)schedule.Timesteps[evaluation];
        var transfer = new PndmTransfer(AlphaBars[Math.Min(timestep + stride, AlphaBars.Length - 1)], AlphaBars[timestep]);
        var first = memory.Output(0);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = transfer.Apply(Prediction, memory.Sample[i], (prediction[i] + first[i]) / 2f);
    }

    /// <summary>ᾱ a stride on. The schedule says what the second evaluation of a full run does; a run that begins there, as
    /// image-to-image may, makes its first step from it.</summary>
    private float NextLevel(NoiseSchedule schedule, int evaluation)
    {
        var next = (int)schedule.Timesteps[evaluation] - (AlphaBars.Length / schedule.Steps);
        return next >= 0 ? AlphaBars[next] : _finalAlphaBar;
    }
}

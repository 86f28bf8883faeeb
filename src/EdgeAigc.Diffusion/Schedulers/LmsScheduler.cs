namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>Linear multistep method of order up to 4, over the derivatives of the last evaluations. The order grows with the
/// evaluations of the run.</summary>
/// <remarks>diffusers' class counts the order from the index, so that an image-to-image run of it has the weights of four
/// derivatives while it knows one, and lands anywhere; here such a run warms up like any other. Its class knows neither a
/// zero terminal SNR nor bounds of σ, and ignores their keys.</remarks>
internal sealed class LmsScheduler(SchedulerConfig config, PredictionType prediction, TimestepSpacing spacing)
    : SigmaScheduler(
        config with { RescaleBetasZeroSnr = false, SigmaMin = null, SigmaMax = null, FinalSigmasType = "zero" },
        prediction,
        spacing)
{
    /// <inheritdoc/>
    public override SchedulerMemory CreateMemory(int length) => new(length, LinearMultistep.MaxOrder);

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
        Derivative(schedule, evaluation, sample, prediction, memory.PushOutput());
        memory.CountEvaluation();
        var order = memory.Outputs;
        Span<double> nodes = stackalloc double[LinearMultistep.MaxOrder];
        Span<double> weights = stackalloc double[LinearMultistep.MaxOrder];
        for (var k = 0; k < order; k++)
            nodes[k] = schedule.Levels[evaluation - k];
        LinearMultistep.Weights(nodes[..order], schedule.NextLevels[evaluation], weights);

        var (w0, w1, w2, w3) = ((float)weights[0], (float)weights[1], (float)weights[2], (float)weights[3]);
        var d0 = memory.Output(0);
        var d1 = memory.Output(1);
        var d2 = memory.Output(2);
        var d3 = memory.Output(3);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = sample[i] + ((w0 * d0[i]) + (w1 * d1[i]) + (w2 * d2[i]) + (w3 * d3[i]));
    }
}

namespace EdgeAigc.Diffusion.Schedulers;

/// <summary>The noise variances β_t of training, by the names that diffusers gives the rules.</summary>
internal static class BetaSchedules
{
    /// <summary>What a configuration may name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["linear", "scaled_linear", "squaredcos_cap_v2"];

    /// <summary>The betas of a configuration, one for each timestep; what it leaves open is that of most classes.</summary>
    public static float[] Create(SchedulerConfig config)
    {
        var (count, start, end) = (config.TrainTimesteps, config.BetaStart ?? 0.0001, config.BetaEnd ?? 0.02);
        if (config.TrainedBetas is { } trained)
            return [.. trained.Select(beta => (float)beta)];
        return (config.BetaSchedule ?? "linear") switch
        {
            "linear" => Linspace(start, end, count),
            "scaled_linear" => Array.ConvertAll(Linspace(Math.Sqrt(start), Math.Sqrt(end), count), root => root * root),
            "squaredcos_cap_v2" => SquaredCosine(count),
            _ => throw new ArgumentException($"Unknown beta schedule '{config.BetaSchedule}'.", nameof(config)),
        };
    }

    /// <summary>Evenly spaced float32 numbers; like torch, each half is counted from its own end, in fused steps.</summary>
    private static float[] Linspace(double start, double end, int count)
    {
        var (first, last) = ((float)start, (float)end);
        var step = (last - first) / (count - 1);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = i < count / 2
                ? MathF.FusedMultiplyAdd(step, i, first)
                : MathF.FusedMultiplyAdd(-step, count - 1 - i, last);
        }

        return values;
    }

    /// <summary>Cosine schedule of Nichol and Dhariwal, arXiv 2102.09672, equation 17, with β capped at 0.999.</summary>
    private static float[] SquaredCosine(int count)
    {
        var betas = new float[count];
        for (var i = 0; i < count; i++)
            betas[i] = (float)Math.Min(1 - (AlphaBar((i + 1.0) / count) / AlphaBar((double)i / count)), 0.999);
        return betas;

        static double AlphaBar(double time)
        {
            var cosine = Math.Cos((time + 0.008) / 1.008 * Math.PI / 2);
            return cosine * cosine;
        }
    }
}

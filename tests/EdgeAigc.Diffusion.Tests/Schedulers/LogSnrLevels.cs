using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>The levels of a schedule of σ, which other tests hold against tables.</summary>
internal static class LogSnrLevels
{
    public static double[] Of(NoiseSchedule schedule) =>
        [.. schedule.Levels.Select(level => (double)level), schedule.NextLevels[^1]];
}

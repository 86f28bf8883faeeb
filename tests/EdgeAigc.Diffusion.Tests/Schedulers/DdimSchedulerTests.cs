using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

public sealed class DdimSchedulerTests
{
    private static readonly SchedulerConfig Config = new() { ClassName = "DDIMScheduler" };

    [Fact]
    public void Step_OneStepByHand_IsEquation12()
    {
        // ᾱ is 0.8 and then 0.8·0.5 = 0.4. The step goes from the one to the other.
        var scheduler = NoiseSchedulers.Create(
            Config with { TrainTimesteps = 2, TrainedBetas = [0.2, 0.5], TimestepSpacing = "trailing", ClipSample = false }, "");
        var result = new float[1];
        scheduler.Step(scheduler.CreateSchedule(2), 0, SchedulerMemory.None, [1f], [0.5f], [], result);
        var picture = (1 - (Math.Sqrt(0.6) * 0.5)) / Math.Sqrt(0.4);
        Assert.Equal((Math.Sqrt(0.8) * picture) + (Math.Sqrt(0.2) * 0.5), result[0], 1e-6);
    }

    [Fact]
    public void Step_ClippedSample_BoundsThePicture()
    {
        var config = Config with { TrainTimesteps = 2, TrainedBetas = [0.2, 0.5], TimestepSpacing = "trailing" };
        var scheduler = NoiseSchedulers.Create(config with { PredictionType = "sample", ClipSampleRange = 2 }, "");
        var schedule = scheduler.CreateSchedule(1);
        var result = new float[3];
        scheduler.Step(schedule, 0, SchedulerMemory.None, [0f, 0f, 0f], [9f, -9f, 1.5f], [], result);
        Assert.Equal([2f, -2f, 1.5f], result);
    }

    [Fact]
    public void CreateSchedule_StepsThatDoNotDivide_LooksAFixedStrideAhead()
    {
        // T = 10, n = 3, trailing: timesteps 9, 6, 2; the stride is 10 / 3 = 3, so behind 6 lies ᾱ₃, not ᾱ₂.
        var config = Config with { TrainTimesteps = 10, TimestepSpacing = "trailing" };
        var table = NoiseTable.AlphaBars(BetaSchedules.Create(config), zeroTerminalSnr: false);
        var schedule = NoiseSchedulers.Create(config, "").CreateSchedule(3);
        Assert.Equal([9f, 6f, 2f], schedule.Timesteps);
        Assert.Equal([table[9], table[6], table[2]], schedule.Levels);
        Assert.Equal([table[6], table[3], 1f], schedule.NextLevels);
    }
}

using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

public sealed class EulerSchedulerTests
{
    private static readonly SchedulerConfig Config = new() { ClassName = "EulerDiscreteScheduler" };
    private static readonly SchedulerConfig StableDiffusion =
        Config with { BetaSchedule = "scaled_linear", BetaStart = 0.00085, BetaEnd = 0.012 };

    [Theory]
    [InlineData("linspace", 14.6146469)]
    [InlineData("trailing", 14.6146469)]
    public void CreateSchedule_StableDiffusion_StartsAtTheLargestSigma(string spacing, double sigma)
    {
        var schedule = NoiseSchedulers.Create(StableDiffusion with { TimestepSpacing = spacing }, "").CreateSchedule(20);
        Assert.InRange(schedule.InitNoiseSigma / sigma, 1 - 2e-6, 1 + 2e-6);
        Assert.InRange(schedule.Levels[0] / sigma, 1 - 2e-6, 1 + 2e-6);
        Assert.Equal(0f, schedule.NextLevels[^1]);
    }

    [Fact]
    public void CreateSchedule_Leading_StartsFromSignalAndNoiseTogether()
    {
        var schedule = NoiseSchedulers.Create(StableDiffusion with { TimestepSpacing = "leading", StepsOffset = 1 }, "").CreateSchedule(10);
        Assert.Equal([901f, 801f, 701f, 601f, 501f, 401f, 301f, 201f, 101f, 1f], schedule.Timesteps);
        Assert.Equal(Math.Sqrt(((double)schedule.Levels[0] * schedule.Levels[0]) + 1), schedule.InitNoiseSigma, 1e-5);
    }

    [Fact]
    public void CreateSchedule_FractionalTimestep_LiesBetweenTheSigmas()
    {
        // Golden: torch's σ₄₉₉ = 1.61288702 and σ₅₀₀ = 1.6182797; timestep 499.5 is the third of five.
        var schedule = NoiseSchedulers.Create(StableDiffusion, "").CreateSchedule(5);
        Assert.Equal(499.5f, schedule.Timesteps[2]);
        Assert.InRange(schedule.Levels[2] / ((1.61288702 + 1.6182797) / 2), 1 - 2e-6, 1 + 2e-6);
    }

    [Fact]
    public void CreateSchedule_ZeroTerminalSnr_StartsAtTheCappedSigma()
    {
        var config = StableDiffusion with { RescaleBetasZeroSnr = true, TimestepSpacing = "trailing" };
        var schedule = NoiseSchedulers.Create(config, "").CreateSchedule(4);
        Assert.Equal(Math.Sqrt((1 - Math.Pow(2, -24)) * Math.Pow(2, 24)), schedule.Levels[0], 1e-2);   // 4096
    }

    [Fact]
    public void CreateSchedule_SigmaMinBehindTheLastStep_IsThatOfTimestepZero()
    {
        var schedule = NoiseSchedulers.Create(StableDiffusion with { FinalSigmasType = "sigma_min" }, "").CreateSchedule(4);
        Assert.InRange(schedule.NextLevels[^1] / 0.0291675348, 1 - 2e-6, 1 + 2e-6);
    }

    [Fact]
    public void CreateSchedule_Karras_FollowsEquation5()
    {
        var config = StableDiffusion with { UseKarrasSigmas = true, SigmaMin = 0.1, SigmaMax = 10 };
        var schedule = NoiseSchedulers.Create(config, "").CreateSchedule(5);
        for (var i = 0; i < 5; i++)
        {
            var expected = Math.Pow(Math.Pow(10, 1 / 7.0) + (i / 4.0 * (Math.Pow(0.1, 1 / 7.0) - Math.Pow(10, 1 / 7.0))), 7);
            Assert.InRange(schedule.Levels[i] / expected, 1 - 2e-6, 1 + 2e-6);
        }

        // Each timestep is where the table has that sigma.
        Assert.All(schedule.Timesteps.Zip(schedule.Timesteps.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        var table = NoiseTable.AlphaBars(BetaSchedules.Create(StableDiffusion), zeroTerminalSnr: false);
        var below = (int)schedule.Timesteps[0];
        Assert.InRange(10, Sigma(table[below]), Sigma(table[below + 1]));

        static double Sigma(double alphaBar) => Math.Sqrt((1 - alphaBar) / alphaBar);
    }

    [Fact]
    public void Step_OneStepByHand_IsEulers()
    {
        // ᾱ = 0.5 at timestep 0 gives σ = 1; from there to 0: x + (x − x₀)/1·(0 − 1) = x₀ = 3 − 1·0.5.
        var scheduler = NoiseSchedulers.Create(Config with { TrainTimesteps = 2, TrainedBetas = [0.5, 0.9] }, "");
        var schedule = scheduler.CreateSchedule(2);
        var result = new float[1];
        scheduler.Step(schedule, 1, SchedulerMemory.None, [3f], [0.5f], [], result);
        Assert.Equal(2.5f, result[0], 1e-6f);
        scheduler.ScaleModelInput(schedule, 1, [3f], result);
        Assert.Equal(3 / Math.Sqrt(2), result[0], 1e-6);
    }
}

using EdgeAigc.Training.Stages;

namespace EdgeAigc.Training.Tests.Stages;

public sealed class NoiseScheduleTests
{
    [Fact]
    public void Levels_EveryTimestep_KeepUnitVarianceAndGetNoisier()
    {
        var schedule = new NoiseSchedule();

        for (var timestep = 0; timestep < NoiseSchedule.Timesteps; timestep++)
        {
            Assert.Equal(1, (schedule.Signal[timestep] * schedule.Signal[timestep]) + (schedule.Noise[timestep] * schedule.Noise[timestep]), 1e-5);
            Assert.InRange(schedule.Betas[timestep], 1e-6f, 0.999f);
            Assert.True(timestep == 0 || schedule.Signal[timestep] < schedule.Signal[timestep - 1]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(499)]
    [InlineData(990)]
    public void Signal_BelowTheClip_IsTheCosineOfThePaper(int timestep)
    {
        // ᾱ(t) = f(t + 1) / f(0), f(u) = cos²((u / T + s) / (1 + s) · π / 2), s = 0.008: arXiv 2102.09672, equation 17.
        static double F(double u) => Math.Pow(Math.Cos((u + 0.008) / 1.008 * Math.PI / 2), 2);

        Assert.Equal(Math.Sqrt(F((timestep + 1) / 1000.0) / F(0)), new NoiseSchedule().Signal[timestep], 1e-4);
    }
}

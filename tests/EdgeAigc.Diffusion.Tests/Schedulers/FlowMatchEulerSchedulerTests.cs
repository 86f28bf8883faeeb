using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

public sealed class FlowMatchEulerSchedulerTests
{
    private const string Name = "FlowMatchEulerDiscreteScheduler";

    /// <summary>The range of a schedule is shifted twice, its end at timestep 1 of training included.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void CreateSchedule_FixedShift_ShiftsTheEndsAndTheLevels(double shift)
    {
        var schedule = SchedulerJson.Create(Name, FormattableString.Invariant($"'shift': {shift}")).CreateSchedule(4);
        double Shift(double level) => 1 / (1 + (((1 / level) - 1) / shift));
        for (var k = 0; k < 4; k++)
        {
            var level = Shift(1 + (k / 3.0 * (Shift(0.001) - 1)));
            Assert.InRange(schedule.Levels[k] / level, 1 - 2e-6, 1 + 2e-6);
            Assert.InRange(schedule.Timesteps[k] / (1000 * level), 1 - 2e-6, 1 + 2e-6);
        }

        Assert.Equal(schedule.Levels[1..], schedule.NextLevels[..^1]);
        Assert.Equal(0f, schedule.NextLevels[^1]);
        Assert.Equal(1f, schedule.InitNoiseSigma);
    }

    [Fact]
    public void CreateSchedule_LevelsOfFlux_AreShiftedByTheImage()
    {
        var scheduler = (FlowMatchEulerScheduler)SchedulerJson.Create(Name, "'shift': 3.0, 'use_dynamic_shifting': true");
        // 1024 × 1024 pixels are 4096 tokens, 256 × 256 are 256.
        Assert.Equal(1.15, scheduler.Mu(4096), 1e-12);
        Assert.Equal(0.5, scheduler.Mu(256), 1e-12);
        var schedule = scheduler.CreateSchedule([1, 0.75, 0.5, 0.25], scheduler.Mu(4096));
        foreach (var (level, k) in new[] { 1, 0.75, 0.5, 0.25 }.Select((level, k) => (level, k)))
        {
            var expected = Math.Exp(1.15) / (Math.Exp(1.15) + (1 / level) - 1);
            Assert.InRange(schedule.Levels[k] / expected, 1 - 2e-6, 1 + 2e-6);
        }
    }

    [Fact]
    public void CreateSchedule_DynamicShiftWithoutMu_SaysWhatIsMissing()
    {
        var exception = Assert.Throws<InvalidOperationException>(
            () => SchedulerJson.Create(Name, "'use_dynamic_shifting': true").CreateSchedule(4));
        Assert.Contains("mu", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateSchedule_ShiftTerminal_StretchesTheLastLevelToIt()
    {
        var schedule = SchedulerJson.Create(Name, "'shift_terminal': 0.1").CreateSchedule(5);
        Assert.Equal(1f, schedule.Levels[0]);
        Assert.Equal(0.1, schedule.Levels[^1], 1e-6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("'prediction_type': 'flow_prediction', 'shift': 3.0")]
    public void Step_PerfectVelocity_EndsAtThePicture(string keys)
    {
        var scheduler = SchedulerJson.Create(Name, keys);
        var schedule = scheduler.CreateSchedule(6);
        float[] picture = [0.5f, -2f, 1f];
        float[] noise = [1f, 0.25f, -0.5f];
        var sample = new float[3];
        scheduler.AddNoise(schedule, 2, picture, noise, sample);
        var velocity = picture.Zip(noise, (x, e) => e - x).ToArray();
        var denoised = new float[3];
        scheduler.Denoised(schedule, 2, sample, velocity, denoised);
        for (var evaluation = 2; evaluation < 6; evaluation++)
            scheduler.Step(schedule, evaluation, SchedulerMemory.None, sample, velocity, [], sample);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(picture[i], sample[i], 1e-6f);
            Assert.Equal(picture[i], denoised[i], 1e-6f);
        }
    }

    [Fact]
    public void Step_RandomModel_IsEulersMethod()
    {
        var scheduler = SchedulerJson.Create(Name, "'shift': 3.0");
        var schedule = scheduler.CreateSchedule(5);
        var records = StepRecorder.Run(scheduler, schedule);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            // The ends of the straight way through the sample along the velocity, weighted anew.
            double level = schedule.Levels[e];
            double next = schedule.NextLevels[e];
            var (x, v) = ((double)records[e].Sample[i], (double)records[e].Prediction[i]);
            return ((1 - next) * (x - (level * v))) + (next * (x + ((1 - level) * v)));
        });
    }
}

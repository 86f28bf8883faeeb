namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>What must hold for the schedules of every scheduler, spacing and kind of prediction.</summary>
public sealed class NoiseSchedulePropertyTests
{
    public static TheoryData<string, string, string> All() => SchedulerFamily.Combinations(_ => true);

    [Theory]
    [MemberData(nameof(All))]
    public void CreateSchedule_EveryCount_HasFiniteLevelsThatFall(string className, string spacing, string prediction)
    {
        var scheduler = SchedulerFamily.Create(className, spacing, prediction);
        for (var steps = scheduler.MinSteps; steps <= scheduler.MaxSteps; steps += 1 + (scheduler.MaxSteps / 27))
        {
            var schedule = scheduler.CreateSchedule(steps);
            Assert.Equal(steps, schedule.Steps);
            Assert.Equal(schedule.Evaluations, schedule.Levels.Length);
            Assert.Equal(schedule.Evaluations, schedule.NextLevels.Length);
            Assert.All(schedule.Levels, level => Assert.True(float.IsFinite(level)));
            for (var i = 0; i < schedule.Evaluations; i++)
            {
                var noise = 1 - SchedulerFamily.AlphaBar(className, schedule.Levels[i]);
                var next = 1 - SchedulerFamily.AlphaBar(className, schedule.NextLevels[i]);
                Assert.True(next <= noise, $"{className} {spacing} {steps}: evaluation {i} goes from noise {noise} to {next}");
                Assert.InRange(schedule.StepsDoneAfter(i), i == 0 ? 0 : schedule.StepsDoneAfter(i - 1), steps);
            }

            Assert.Equal(0, schedule.FirstEvaluation(0));
            Assert.InRange(schedule.FirstEvaluation(steps - 1), 0, schedule.Evaluations - 1);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void CreateSchedule_CountThatCannotBe_IsRefused(string className, string spacing, string prediction)
    {
        var scheduler = SchedulerFamily.Create(className, spacing, prediction);
        Assert.Throws<ArgumentOutOfRangeException>(() => scheduler.CreateSchedule(scheduler.MinSteps - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => scheduler.CreateSchedule(scheduler.MaxSteps + 1));
    }
}

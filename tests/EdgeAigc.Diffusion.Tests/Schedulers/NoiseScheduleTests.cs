namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>What a schedule says about evaluations and steps.</summary>
public sealed class NoiseScheduleTests
{
    /// <summary>The timesteps are those that diffusers' own test of PNDM expects.</summary>
    [Fact]
    public void CreateSchedule_PndmWithRungeKutta_HasThePublishedTimesteps()
    {
        var schedule = SchedulerJson.Create("PNDMScheduler", "'steps_offset': 1").CreateSchedule(10);
        Assert.Equal(
            [901f, 851, 851, 801, 801, 751, 751, 701, 701, 651, 651, 601, 601, 501, 401, 301, 201, 101, 1], schedule.Timesteps);
        Assert.Equal(
            [0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10],
            Enumerable.Range(0, schedule.Evaluations).Select(schedule.StepsDoneAfter));
        Assert.Equal([0, 4, 8, 12, 13, 14, 15, 16, 17, 18], Enumerable.Range(0, 10).Select(schedule.FirstEvaluation));
    }

    [Fact]
    public void CreateSchedule_PndmWithoutRungeKutta_TakesOneEvaluationMore()
    {
        var scheduler = SchedulerJson.Create("PNDMScheduler", "'skip_prk_steps': true, 'steps_offset': 1");
        var schedule = scheduler.CreateSchedule(4);
        Assert.Equal([751f, 501, 501, 251, 1], schedule.Timesteps);
        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 5).Select(schedule.StepsDoneAfter));
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(schedule.FirstEvaluation));
        Assert.Equal([1f], scheduler.CreateSchedule(1).Timesteps);
    }

    [Fact]
    public void CreateSchedule_Heun_EvaluatesEachTimestepTwiceButTheFirst()
    {
        var schedule = SchedulerJson.Create("HeunDiscreteScheduler").CreateSchedule(4);
        Assert.Equal([999f, 666, 666, 333, 333, 0, 0], schedule.Timesteps);
        Assert.Equal([0, 1, 1, 2, 2, 3, 4], Enumerable.Range(0, 7).Select(schedule.StepsDoneAfter));
        Assert.Equal([0, 2, 4, 6], Enumerable.Range(0, 4).Select(schedule.FirstEvaluation));
    }

    [Theory]
    [InlineData("DDIMScheduler", "", false, false, false)]
    [InlineData("DDPMScheduler", "", true, true, false)]
    [InlineData("DDPMScheduler", "'steps_offset': 1", true, true, true)]
    [InlineData("EulerDiscreteScheduler", "", false, false, false)]
    [InlineData("EulerAncestralDiscreteScheduler", "", true, true, true)]
    [InlineData("LCMScheduler", "", true, true, false)]
    [InlineData("TCDScheduler", "", false, false, false)]
    [InlineData("TCDScheduler", "'eta': 0.3", true, true, false)]
    [InlineData("DPMSolverMultistepScheduler", "", false, false, false)]
    [InlineData("DPMSolverMultistepScheduler", "'algorithm_type': 'sde-dpmsolver++'", true, true, true)]
    [InlineData("UniPCMultistepScheduler", "", false, false, false)]
    public void DrawsNoise_EachEvaluation_IsWhereDiffusersDraws(string className, string keys, bool first, bool second, bool last)
    {
        var schedule = SchedulerJson.Create(className, keys).CreateSchedule(3);
        Assert.Equal([first, second, last], Enumerable.Range(0, 3).Select(schedule.DrawsNoise));
    }

    [Theory]
    [InlineData("DDIMScheduler", "", 1, 1000)]
    [InlineData("PNDMScheduler", "", 4, 1000)]
    [InlineData("PNDMScheduler", "'skip_prk_steps': true", 1, 1000)]
    [InlineData("LCMScheduler", "", 1, 50)]
    [InlineData("TCDScheduler", "'original_inference_steps': null", 1, 1000)]
    [InlineData("DPMSolverMultistepScheduler", "", 1, 999)]
    [InlineData("DPMSolverMultistepScheduler", "'timestep_spacing': 'trailing'", 1, 1000)]
    [InlineData("FlowMatchEulerDiscreteScheduler", "", 1, 1000)]
    public void MaxSteps_Class_IsWhatItsTimestepsAllow(string className, string keys, int least, int most)
    {
        var scheduler = SchedulerJson.Create(className, keys);
        Assert.Equal(least, scheduler.MinSteps);
        Assert.Equal(most, scheduler.MaxSteps);
        Assert.Equal(most, scheduler.CreateSchedule(most).Steps);
    }

    [Fact]
    public void FirstEvaluation_AllStepsSkipped_IsRefused()
    {
        var schedule = SchedulerJson.Create("EulerDiscreteScheduler").CreateSchedule(5);
        Assert.Equal(4, schedule.FirstEvaluation(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.FirstEvaluation(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.FirstEvaluation(-1));
    }

    /// <summary>λ ≥ −5.1 leaves out the noisiest timesteps of the cosine schedule, as arXiv 2206.00927 asks.</summary>
    [Fact]
    public void CreateSchedule_LeastLogSnr_BoundsTheFirstTimestep()
    {
        const string Cosine = "'beta_schedule': 'squaredcos_cap_v2'";
        var whole = SchedulerJson.Create("DPMSolverMultistepScheduler", Cosine).CreateSchedule(10);
        var cut = SchedulerJson.Create("DPMSolverMultistepScheduler", Cosine + ", 'lambda_min_clipped': -5.1").CreateSchedule(10);
        Assert.Equal(999f, whole.Timesteps[0]);
        Assert.InRange(cut.Timesteps[0], 900f, 998f);
        Assert.True(-Math.Log(cut.Levels[0]) >= -5.1);
        Assert.True(-Math.Log(whole.Levels[0]) < -5.1);
    }

    [Fact]
    public void CreateSchedule_LuLambdas_AreEvenInTheLogSnr()
    {
        var schedule = SchedulerJson.Create("DPMSolverMultistepScheduler", "'use_lu_lambdas': true").CreateSchedule(6);
        var table = ReferenceLevel.Table(0.0001, 0.02, "linear");
        var (first, last) = (new ReferenceLevel(table[999]).LogSnr, new ReferenceLevel(table[0]).LogSnr);
        for (var k = 0; k < 6; k++)
            Assert.Equal(first + (k / 5.0 * (last - first)), -Math.Log(schedule.Levels[k]), 1e-5);
        Assert.All(schedule.Timesteps, timestep => Assert.Equal(MathF.Round(timestep), timestep));
    }
}

using static EdgeAigc.Diffusion.Tests.Schedulers.AlphaBarRun;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Steps between entries of the table of ᾱ against an evaluation in double, of formulas that are written another way.</summary>
public sealed class AlphaBarStepTests
{
    public static TheoryData<string, string> All() => Combinations("epsilon", "v_prediction", "sample");

    [Theory]
    [MemberData(nameof(All))]
    public void Step_Ddim_IsTheDefinitionAtTheNextLevel(string prediction, string spacing)
    {
        var timesteps = Timesteps(spacing);
        var records = Run("DDIMScheduler", Keys(prediction, spacing, "'clip_sample': false"));
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            var (picture, noise) = Read(timesteps[e], prediction, records[e], i);
            var next = Level(timesteps[e] - (1000 / Steps), final: 1);
            return (next.Alpha * picture) + (next.Sigma * noise);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_Ddpm_IsBayesRule(string prediction, string spacing)
    {
        var timesteps = Timesteps(spacing);
        var records = Run("DDPMScheduler", Keys(prediction, spacing, "'clip_sample': true, 'clip_sample_range': 1.5"));
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            var level = new ReferenceLevel(Table[timesteps[e]]);
            var picture = Math.Clamp(Read(timesteps[e], prediction, records[e], i).Picture, -1.5, 1.5);
            if (e == Steps - 1)
                return picture + (records[e].Noise.Length > 0 ? 1e-10 * records[e].Noise[i] : 0);
            // The prior of x_s given the picture, times the likelihood of x_t = a·x_s + noise.
            var prior = new ReferenceLevel(Table[timesteps[e + 1]]);
            var (a, spread) = (level.Alpha / prior.Alpha, 1 - (level.AlphaBar / prior.AlphaBar));
            var precision = (1 / (1 - prior.AlphaBar)) + (a * a / spread);
            var mean = ((prior.Alpha * picture / (1 - prior.AlphaBar)) + (a * records[e].Sample[i] / spread)) / precision;
            return mean + (records[e].Noise[i] / Math.Sqrt(precision));
        });
    }

    [Fact]
    public void Step_DdpmWithTheUpperVariance_NoisesByBeta()
    {
        var timesteps = Timesteps("trailing");
        var small = Run("DDPMScheduler", Keys("epsilon", "trailing", "'clip_sample': false"));
        var large = Run("DDPMScheduler", Keys("epsilon", "trailing", "'clip_sample': false, 'variance_type': 'fixed_large'"));
        for (var i = 0; i < small[0].Noise.Length; i++)
        {
            var beta = 1 - (Table[timesteps[0]] / Table[timesteps[1]]);
            var posterior = beta * (1 - Table[timesteps[1]]) / (1 - Table[timesteps[0]]);
            var expected = (Math.Sqrt(beta) - Math.Sqrt(posterior)) * small[0].Noise[i];
            Assert.Equal(expected, large[0].Result[i] - (double)small[0].Result[i], 1e-5);
        }
    }

    [Theory]
    [InlineData("epsilon")]
    [InlineData("v_prediction")]
    [InlineData("sample")]
    public void Step_Lcm_IsTheBoundaryConditionNoisedAgain(string prediction)
    {
        int[] timesteps = [999, 759, 519, 279];
        // The usual scaling of 10 leaves next to nothing of the sample; this one leaves a good part.
        var scheduler = SchedulerJson.Create(
            "LCMScheduler", $"'prediction_type': '{prediction}', 'original_inference_steps': 25, 'timestep_scaling': 0.001");
        var schedule = scheduler.CreateSchedule(4);
        Assert.Equal(timesteps, schedule.Timesteps.Select(t => (int)t));
        var records = StepRecorder.Run(scheduler, schedule);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            var time = timesteps[e] * 0.001;
            var skip = 0.25 / ((time * time) + 0.25);
            var picture = Read(timesteps[e], prediction, records[e], i).Picture;
            var denoised = (skip * records[e].Sample[i]) + (Math.Sqrt(1 - skip) * picture);
            if (e == 3)
                return denoised;
            var next = new ReferenceLevel(Table[timesteps[e + 1]]);
            return (next.Alpha * denoised) + (next.Sigma * records[e].Noise[i]);
        });
    }

    [Theory]
    [InlineData("epsilon", 0)]
    [InlineData("v_prediction", 0.3)]
    [InlineData("epsilon", 0.5)]
    [InlineData("sample", 1)]
    public void Step_Tcd_GoesBeyondAndNoisesBack(string prediction, double gamma)
    {
        int[] timesteps = [999, 759, 499, 259];
        var keys = FormattableString.Invariant($"'prediction_type': '{prediction}', 'eta': {gamma}");
        var scheduler = SchedulerJson.Create("TCDScheduler", keys);
        var schedule = scheduler.CreateSchedule(4);
        Assert.Equal(timesteps, schedule.Timesteps.Select(t => (int)t));
        var records = StepRecorder.Run(scheduler, schedule);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            var next = e < 3 ? timesteps[e + 1] : 0;
            var beyond = new ReferenceLevel(Table[(int)Math.Floor(((1 - gamma) * next) + 1e-9)]);
            var (picture, noise) = Read(timesteps[e], prediction, records[e], i);
            var there = (beyond.Alpha * picture) + (beyond.Sigma * noise);
            if (gamma == 0 || e == 3)
                return there;
            var signal = new ReferenceLevel(Table[next]).Alpha / beyond.Alpha;
            return (signal * there) + (Math.Sqrt(1 - (signal * signal)) * records[e].Noise[i]);
        });
    }
}

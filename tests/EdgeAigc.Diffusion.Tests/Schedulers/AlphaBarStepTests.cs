namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Steps between entries of the table of ᾱ against an evaluation in double, of formulas that are written another way.</summary>
public sealed class AlphaBarStepTests
{
    private const int Steps = 7;
    private static readonly double[] Table = ReferenceLevel.Table(0.00085, 0.012, "scaled_linear");

    public static TheoryData<string, string> All() => Combinations(["epsilon", "v_prediction", "sample"]);

    public static TheoryData<string, string> OfPndm() => Combinations(["epsilon", "v_prediction"]);

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
    [MemberData(nameof(OfPndm))]
    public void Step_PndmWithoutRungeKutta_IsAdamsBashforthByDdim(string prediction, string spacing)
    {
        var timesteps = Timesteps(spacing);
        int[] evaluated = [timesteps[0], timesteps[1], .. timesteps[1..]];
        var records = Run("PNDMScheduler", Keys(prediction, spacing, "'skip_prk_steps': true"));
        Assert.Equal(Steps + 1, records.Count);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            if (e == 1)
            {
                // The first step again, from its start, by the mean of the outputs at both ends.
                var mean = ((double)records[0].Prediction[i] + records[1].Prediction[i]) / 2;
                return Transfer(evaluated[1] + (1000 / Steps), evaluated[1], prediction, records[0].Sample[i], mean);
            }

            int[] known = [.. Enumerable.Range(0, e + 1).Where(k => k != 1).Reverse().Take(4)];
            return Transfer(
                evaluated[e], evaluated[e] - (1000 / Steps), prediction, records[e].Sample[i], Adams(known, records, i));
        });
    }

    [Fact]
    public void Step_PndmFromTheMiddle_RepeatsItsFirstStepFromWhereItBegan()
    {
        var timesteps = Timesteps("trailing");
        int[] evaluated = [.. timesteps[1..]];
        var scheduler = SchedulerJson.Create("PNDMScheduler", Keys("epsilon", "trailing", "'skip_prk_steps': true"));
        var schedule = scheduler.CreateSchedule(Steps);
        Assert.Equal(2, schedule.FirstEvaluation(2));
        var records = StepRecorder.Run(scheduler, schedule, first: 2);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            if (e == 1)
            {
                var mean = ((double)records[0].Prediction[i] + records[1].Prediction[i]) / 2;
                return Transfer(evaluated[1] + (1000 / Steps), evaluated[1], "epsilon", records[0].Sample[i], mean);
            }

            int[] known = [.. Enumerable.Range(0, e + 1).Where(k => k != 1).Reverse().Take(4)];
            return Transfer(evaluated[e], evaluated[e] - (1000 / Steps), "epsilon", records[e].Sample[i], Adams(known, records, i));
        });
    }

    [Theory]
    [MemberData(nameof(OfPndm))]
    public void Step_PndmWithRungeKutta_IsTheClassicalMethodByDdim(string prediction, string spacing)
    {
        var (timesteps, half) = (Timesteps(spacing), 1000 / Steps / 2);
        var records = Run("PNDMScheduler", Keys(prediction, spacing));
        Assert.Equal(Steps + 9, records.Count);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            if (e >= 12)
            {
                int[] known = [.. new[] { 0, 4, 8 }.Concat(Enumerable.Range(12, e - 11)).Reverse().Take(4)];
                var t = timesteps[e - 9];
                return Transfer(t, t - (1000 / Steps), prediction, records[e].Sample[i], Adams(known, records, i));
            }

            var first = e / 4 * 4;
            var (start, end) = (timesteps[e / 4], timesteps[(e / 4) + 1]);
            var middle = end + half;
            double Output(int part) => records[first + part].Prediction[i];
            var (target, output) = (e % 4) switch
            {
                0 => (start - half, Output(0)),
                1 => (middle, Output(1)),
                2 => (middle - half, Output(2)),
                _ => (end, (Output(0) + (2 * Output(1)) + (2 * Output(2)) + Output(3)) / 6),
            };
            return Transfer(start, target, prediction, records[first].Sample[i], output);
        });
    }

    [Theory]
    [InlineData("epsilon")]
    [InlineData("v_prediction")]
    [InlineData("sample")]
    public void Step_Lcm_IsTheBoundaryConditionNoisedAgain(string prediction)
    {
        int[] timesteps = [999, 759, 519, 279];
        var scheduler = SchedulerJson.Create("LCMScheduler", $"'prediction_type': '{prediction}', 'original_inference_steps': 25");
        var schedule = scheduler.CreateSchedule(4);
        Assert.Equal(timesteps, schedule.Timesteps.Select(t => (int)t));
        var records = StepRecorder.Run(scheduler, schedule);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            var time = timesteps[e] * 10.0;
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

    private static TheoryData<string, string> Combinations(string[] predictions)
    {
        var data = new TheoryData<string, string>();
        foreach (var prediction in predictions)
        {
            foreach (var spacing in new[] { "leading", "linspace", "trailing" })
                data.Add(prediction, spacing);
        }

        return data;
    }

    private static string Keys(string prediction, string spacing, string more = "'steps_offset': 0") =>
        "'beta_schedule': 'scaled_linear', 'beta_start': 0.00085, 'beta_end': 0.012, "
        + $"'prediction_type': '{prediction}', 'timestep_spacing': '{spacing}', {more}";

    private static List<StepRecord> Run(string className, string keys)
    {
        var scheduler = SchedulerJson.Create(className, keys);
        return StepRecorder.Run(scheduler, scheduler.CreateSchedule(Steps));
    }

    /// <summary>Table 2 of arXiv 2305.08891 for T = 1000, n = 7, worked out by hand.</summary>
    private static int[] Timesteps(string spacing) => spacing switch
    {
        "leading" => [852, 710, 568, 426, 284, 142, 0],
        "linspace" => [999, 832, 666, 500, 333, 166, 0],
        _ => [999, 856, 713, 570, 428, 285, 142],
    };

    private static (double Picture, double Noise) Read(int timestep, string prediction, StepRecord record, int i) =>
        new ReferenceLevel(Table[timestep]).Read(prediction, record.Sample[i], record.Prediction[i]);

    private static ReferenceLevel Level(int timestep, double final) => new(timestep >= 0 ? Table[timestep] : final);

    /// <summary>DDIM along a given noise, to which equation 11 of arXiv 2202.09778 is equal.</summary>
    private static double Transfer(int from, int to, string prediction, double sample, double output)
    {
        var (level, next) = (new ReferenceLevel(Table[from]), Level(to, final: Table[0]));
        var (picture, noise) = level.Read(prediction, sample, output);
        return (next.Alpha * picture) + (next.Sigma * noise);
    }

    /// <summary>The mean over the next step of the polynomial through the last outputs, one step apart each.</summary>
    private static double Adams(int[] newestFirst, List<StepRecord> records, int i)
    {
        var nodes = newestFirst.Select((_, age) => -(double)age).ToArray();
        var values = newestFirst.Select(e => (double)records[e].Prediction[i]).ToArray();
        return Quadrature.Integrate(at => Quadrature.Interpolate(nodes, values, at), 0, 1, pieces: 4);
    }
}

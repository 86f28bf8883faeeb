using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Steps over σ against an evaluation in double, of formulas that are written another way.</summary>
public sealed class SigmaStepTests
{
    private const int Steps = 7;
    private static readonly double[] Table = ReferenceLevel.Table(0.00085, 0.012, "scaled_linear");

    public static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var prediction in new[] { "epsilon", "v_prediction", "sample" })
        {
            foreach (var spacing in new[] { "leading", "linspace", "trailing", "karras" })
                data.Add(prediction, spacing);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_Euler_GoesTheStraightWayToThePicture(string prediction, string spacing)
    {
        var (records, levels, _) = Run("EulerDiscreteScheduler", prediction, spacing);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            var picture = Picture(levels[e], prediction, records[e], i);
            return picture + ((records[e].Sample[i] - picture) * levels[e + 1] / levels[e]);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_EulerAncestral_GoesDownAndNoisesUp(string prediction, string spacing)
    {
        // The class knows no Karras sigmas.
        var (records, levels, schedule) = Run("EulerAncestralDiscreteScheduler", prediction, spacing == "karras" ? "linspace" : spacing);
        Assert.All(Enumerable.Range(0, Steps), e => Assert.True(schedule.DrawsNoise(e)));
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            var picture = Picture(levels[e], prediction, records[e], i);
            // σ'² − σ'²(σ² − σ'²)/σ² is σ'⁴/σ².
            var down = levels[e + 1] * levels[e + 1] / levels[e];
            var up = Math.Sqrt((levels[e + 1] * levels[e + 1]) - (down * down));
            return picture + ((records[e].Sample[i] - picture) * down / levels[e]) + (up * records[e].Noise[i]);
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_Heun_IsTheTrapezium(string prediction, string spacing)
    {
        var (records, levels, schedule) = Run("HeunDiscreteScheduler", prediction, spacing);
        Assert.Equal((2 * Steps) - 1, schedule.Evaluations);
        StepRecorder.AssertSteps(records, (e, i) =>
        {
            var step = e / 2;
            var start = records[2 * step];
            double Slope(int evaluation, double sigma) =>
                (records[evaluation].Sample[i] - Picture(sigma, prediction, records[evaluation], i)) / sigma;
            var slope = Slope(2 * step, levels[step]);
            if (e % 2 == 1)
                slope = (slope + Slope(e, levels[step + 1])) / 2;
            return start.Sample[i] + (slope * (levels[step + 1] - levels[step]));
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_Lms_IntegratesThePolynomialThroughTheLastSlopes(string prediction, string spacing)
    {
        var (records, levels, _) = Run("LMSDiscreteScheduler", prediction, spacing);
        StepRecorder.AssertSteps(records, (e, i) => records[e].Sample[i] + LmsChange(records, levels, e, 0, prediction, i));
    }

    [Fact]
    public void Step_LmsFromTheMiddle_WarmsUpAgain()
    {
        var scheduler = SchedulerJson.Create("LMSDiscreteScheduler", Keys("epsilon", "linspace"));
        var schedule = scheduler.CreateSchedule(Steps);
        double[] levels = [.. schedule.Levels.Select(level => (double)level), 0];
        var records = StepRecorder.Run(scheduler, schedule, first: 3);
        StepRecorder.AssertSteps(
            records, (k, i) => records[k].Sample[i] + LmsChange(records, levels[3..], k, 0, "epsilon", i));
    }

    private static double LmsChange(List<StepRecord> records, double[] levels, int e, int first, string prediction, int i)
    {
        int[] known = [.. Enumerable.Range(first, e + 1 - first).Reverse().Take(4)];
        var nodes = known.Select(k => levels[k]).ToArray();
        var slopes = known.Select(k => (records[k].Sample[i] - Picture(levels[k], prediction, records[k], i)) / levels[k]).ToArray();
        return Quadrature.Integrate(sigma => Quadrature.Interpolate(nodes, slopes, sigma), levels[e], levels[e + 1], pieces: 4);
    }

    private static double Picture(double sigma, string prediction, StepRecord record, int i) =>
        ReferenceLevel.OfRatio(sigma).ReadPicture(prediction, record.Sample[i], record.Prediction[i]);

    private static string Keys(string prediction, string spacing) =>
        "'beta_schedule': 'scaled_linear', 'beta_start': 0.00085, 'beta_end': 0.012, "
        + $"'prediction_type': '{prediction}', 'use_karras_sigmas': {(spacing == "karras" ? "true" : "false")}"
        + (spacing == "karras" ? "" : $", 'timestep_spacing': '{spacing}'");

    private static (List<StepRecord> Records, double[] Levels, NoiseSchedule Schedule) Run(
        string className, string prediction, string spacing)
    {
        var scheduler = SchedulerJson.Create(className, Keys(prediction, spacing));
        var schedule = scheduler.CreateSchedule(Steps);
        return (StepRecorder.Run(scheduler, schedule), Levels(spacing), schedule);
    }

    /// <summary>σ of the seven steps, and 0.</summary>
    private static double[] Levels(string spacing)
    {
        double Sigma(double timestep)
        {
            var below = (int)timestep;
            double At(int t) => new ReferenceLevel(Table[t]).Ratio;
            return timestep == below ? At(below) : At(below) + ((timestep - below) * (At(below + 1) - At(below)));
        }

        double[] levels = spacing switch
        {
            "leading" => [.. Enumerable.Range(0, Steps).Select(k => Sigma(142 * (6 - k)))],
            "linspace" => [.. Enumerable.Range(0, Steps).Select(k => Sigma((float)(999 / 6.0 * (6 - k))))],
            "trailing" => [.. new[] { 999, 856, 713, 570, 428, 285, 142 }.Select(t => Sigma(t))],
            // arXiv 2206.00364, equation 5.
            _ => [.. Enumerable.Range(0, Steps).Select(k =>
                Math.Pow(Math.Pow(Sigma(999), 1 / 7.0) + (k / 6.0 * (Math.Pow(Sigma(0), 1 / 7.0) - Math.Pow(Sigma(999), 1 / 7.0))), 7))],
        };
        return [.. levels, 0];
    }
}

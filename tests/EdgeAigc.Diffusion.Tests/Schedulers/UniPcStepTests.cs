namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Steps of UniPC against the integral of the polynomial through the known outputs, by quadrature in double: solving
/// equation 5 of arXiv 2302.04867 exactly makes B(h) cancel. Where one difference is known, diffusers takes a half of it times
/// B(h) instead.</summary>
public sealed class UniPcStepTests
{
    private const int Steps = 8;

    public static TheoryData<string, bool, int, string, string> All()
    {
        var data = new TheoryData<string, bool, int, string, string>();
        foreach (var prediction in new[] { "epsilon", "v_prediction", "sample" })
        {
            foreach (var predictsPicture in new[] { true, false })
            {
                for (var order = 1; order <= 3; order++)
                {
                    data.Add("bh2", predictsPicture, order, prediction, "linspace");
                    data.Add("bh1", predictsPicture, order, prediction, "trailing");
                    data.Add("bh2", predictsPicture, order, prediction, "leading");
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_AnyOrder_CorrectsAndPredictsByTheInterpolation(
        string type, bool predictsPicture, int order, string prediction, string spacing)
    {
        var keys = $"'solver_type': '{type}', 'solver_order': {order}, 'predict_x0': {(predictsPicture ? "true" : "false")}, "
            + "'final_sigmas_type': 'sigma_min'";
        if (predictsPicture)
        {
            AssertRun(keys, [4], type, predictsPicture, order, prediction, spacing);
            return;
        }

        // Noises are differences of large terms; one correction a run keeps their rounding from adding up over corrections.
        for (var corrected = 0; corrected < Steps; corrected++)
        {
            int[] uncorrected = [.. Enumerable.Range(0, Steps).Where(step => step != corrected)];
            AssertRun(keys, uncorrected, type, predictsPicture, order, prediction, spacing);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Step_LastToZero_IsThePicture(int order) =>
        AssertRun($"'solver_order': {order}", [], "bh2", true, order, "epsilon", "linspace");

    private static void AssertRun(
        string keys, int[] uncorrected, string type, bool predictsPicture, int order, string prediction, string spacing)
    {
        var scheduler = SchedulerJson.Create(
            "UniPCMultistepScheduler",
            $"'prediction_type': '{prediction}', 'timestep_spacing': '{spacing}', {keys}, "
            + $"'disable_corrector': [{string.Join(", ", uncorrected)}]");
        var schedule = scheduler.CreateSchedule(Steps);
        var levels = LogSnrLevels.Of(schedule);
        var records = StepRecorder.Run(scheduler, schedule);
        int OrderOf(int e) => Math.Min(Math.Min(order, e + 1), Steps - e);
        double Output(int e, int i)
        {
            var read = ReferenceLevel.OfRatio(levels[e]).Read(prediction, records[e].Sample[i], records[e].Prediction[i]);
            return predictsPicture ? read.Picture : read.Noise;
        }

        double Corrected(int e, int i) => e == 0 || uncorrected.Contains(e - 1)
            ? records[e].Sample[i]
            : Move(levels, e - 1, Corrected(e - 1, i), [e, .. Ages(e - 1)], k => Output(k, i));
        double Move(double[] at, int e, double sample, int[] known, Func<int, double> output) =>
            Integrate(at, e, sample, known, output, type, predictsPicture);
        int[] Ages(int e) => [.. Enumerable.Range(0, OrderOf(e)).Select(age => e - age)];

        StepRecorder.AssertSteps(records, (e, i) => Move(levels, e, Corrected(e, i), Ages(e), k => Output(k, i)));
    }

    /// <summary>One step over the polynomial through the outputs at known evaluations, where the step begins among them.</summary>
    private static double Integrate(
        double[] levels, int e, double sample, int[] known, Func<int, double> output, string type, bool predictsPicture)
    {
        var (from, to) = (ReferenceLevel.OfRatio(levels[e]), ReferenceLevel.OfRatio(levels[e + 1]));
        if (levels[e + 1] == 0)
            return output(e);
        var h = to.LogSnr - from.LogSnr;
        var nodes = known.Select(k => (ReferenceLevel.OfRatio(levels[k]).LogSnr - from.LogSnr) / h).ToArray();
        var values = known.Select(output).ToArray();
        var signed = predictsPicture ? -h : h;
        var scale = predictsPicture ? -to.Alpha : -to.Sigma;
        var decay = predictsPicture ? to.Sigma / from.Sigma : to.Alpha / from.Alpha;
        double Weigh(Func<double, double> f) => Quadrature.Integrate(tau => Math.Exp((1 - tau) * signed) * signed * f(tau), 0, 1);
        if (known.Length != 2)
            return (decay * sample) + (scale * Weigh(tau => Quadrature.Interpolate(nodes, values, tau)));

        var other = known[0] == e ? 1 : 0;
        var difference = (values[other] - output(e)) / nodes[other];
        var half = (type == "bh1" ? signed : Math.Exp(signed) - 1) / 2;
        return (decay * sample) + (scale * ((Weigh(_ => 1) * output(e)) + (half * difference)));
    }
}

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Steps of DPM-Solver against the integrals that they solve, taken by quadrature in double. The network's output is
/// m₀ + D₁·τ + D₂·τ²/2 over the step, τ from 0 to 1, with the differences of arXiv 2211.01095, algorithm 2; the midpoint
/// rule takes m₀ + D₁/2 all along.</summary>
public sealed class DpmSolverStepTests
{
    private const int Steps = 8;

    public static TheoryData<string, string, int, string, string> All()
    {
        var data = new TheoryData<string, string, int, string, string>();
        foreach (var prediction in new[] { "epsilon", "v_prediction", "sample" })
        {
            foreach (var algorithm in new[] { "dpmsolver++", "dpmsolver", "sde-dpmsolver++", "sde-dpmsolver" })
            {
                for (var order = 1; order <= (algorithm[0] == 's' ? 2 : 3); order++)
                {
                    data.Add(algorithm, order == 2 ? "midpoint" : "heun", order, prediction, "linspace");
                    data.Add(algorithm, "heun", order, prediction, order == 3 ? "leading" : "trailing");
                    data.Add(algorithm, "midpoint", order, prediction, "karras");
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Step_AnyOrder_SolvesTheIntegral(string algorithm, string type, int order, string prediction, string spacing)
    {
        var keys = $"'algorithm_type': '{algorithm}', 'solver_type': '{type}', 'solver_order': {order}, "
            + "'lower_order_final': false, 'final_sigmas_type': 'sigma_min'";
        var (records, levels) = Run(keys, prediction, spacing);
        // Karras sigmas end at the σ behind the last step, up to rounding; there is no step to speak of.
        var checkedSteps = spacing == "karras" ? records[..^1] : records;
        StepRecorder.AssertSteps(checkedSteps, (e, i) =>
            Expected(records, levels, e, i, Math.Min(order, e + 1), algorithm, type, prediction));
    }

    [Theory]
    [InlineData("dpmsolver++")]
    [InlineData("sde-dpmsolver++")]
    public void Step_LastToZero_IsThePicture(string algorithm)
    {
        var (records, levels) = Run($"'algorithm_type': '{algorithm}', 'lower_order_final': false", "epsilon", "linspace");
        Assert.Equal(algorithm[0] == 's', records[^1].Noise.Length > 0);
        StepRecorder.AssertSteps([records[^1]], (_, i) => Output(records, levels, Steps - 1, i, "epsilon", picture: true));
    }

    /// <summary>Runs of less than 15 steps end with lower orders, longer ones only where they go to 0.</summary>
    [Theory]
    [InlineData("'lower_order_final': true, 'final_sigmas_type': 'sigma_min'", 8, 3, 2, 1)]
    [InlineData("'lower_order_final': true, 'final_sigmas_type': 'sigma_min'", 15, 3, 3, 3)]
    [InlineData("'lower_order_final': false, 'final_sigmas_type': 'sigma_min', 'euler_at_final': true", 15, 3, 3, 1)]
    [InlineData("'lower_order_final': false, 'final_sigmas_type': 'sigma_min'", 8, 3, 3, 3)]
    public void Step_EndOfTheRun_HasTheOrderThatTheKeysSay(string keys, int steps, int third, int second, int last)
    {
        var (records, levels) = Run($"'solver_order': 3, {keys}", "epsilon", "linspace", steps);
        int[] orders = [third, second, last];
        for (var left = 3; left >= 1; left--)
        {
            var e = steps - left;
            StepRecorder.AssertSteps([records[e]], (_, i) =>
                Expected(records, levels, e, i, orders[3 - left], "dpmsolver++", "midpoint", "epsilon"));
        }
    }

    private static double Expected(
        List<StepRecord> records, double[] levels, int e, int i, int order, string algorithm, string type, string prediction)
    {
        var picturewise = algorithm.EndsWith("++", StringComparison.Ordinal);
        var stochastic = algorithm[0] == 's';
        double M(int age) => Output(records, levels, e - age, i, prediction, picturewise);
        double Lambda(int at) => ReferenceLevel.OfRatio(levels[at]).LogSnr;
        var (from, to) = (ReferenceLevel.OfRatio(levels[e]), ReferenceLevel.OfRatio(levels[e + 1]));
        var h = to.LogSnr - from.LogSnr;

        var (first, second) = (0.0, 0.0);
        if (order > 1)
        {
            var r0 = (Lambda(e) - Lambda(e - 1)) / h;
            first = (M(0) - M(1)) / r0;
            if (order == 3)
            {
                var r1 = (Lambda(e - 1) - Lambda(e - 2)) / h;
                var bend = (first - ((M(1) - M(2)) / r1)) / (r0 + r1);
                (first, second) = (first + (r0 * bend), bend);
            }
        }

        double Along(double tau) => order == 2 && type == "midpoint"
            ? M(0) + (first / 2)
            : M(0) + (first * tau) + (second * tau * tau / 2);

        // Variation of constants: the sample decays, the outputs come in with what is left of the way.
        var sample = records[e].Sample[i];
        if (picturewise)
        {
            var rate = stochastic ? 2 : 1;
            var decay = to.Sigma / from.Sigma * (stochastic ? Math.Exp(-h) : 1);
            var integral = Quadrature.Integrate(tau => Math.Exp(-rate * (1 - tau) * h) * rate * h * Along(tau), 0, 1);
            var spread = stochastic ? to.Sigma * Math.Sqrt(1 - Math.Exp(-2 * h)) * records[e].Noise[i] : 0;
            return (decay * sample) + (to.Alpha * integral) + spread;
        }
        else
        {
            var integral = Quadrature.Integrate(tau => Math.Exp((1 - tau) * h) * h * Along(tau), 0, 1);
            var spread = stochastic ? to.Sigma * Math.Sqrt(Math.Exp(2 * h) - 1) * records[e].Noise[i] : 0;
            return (to.Alpha / from.Alpha * sample) - ((stochastic ? 2 : 1) * to.Sigma * integral) + spread;
        }
    }

    private static double Output(List<StepRecord> records, double[] levels, int e, int i, string prediction, bool picture)
    {
        var read = ReferenceLevel.OfRatio(levels[e]).Read(prediction, records[e].Sample[i], records[e].Prediction[i]);
        return picture ? read.Picture : read.Noise;
    }

    private static (List<StepRecord> Records, double[] Levels) Run(string keys, string prediction, string spacing, int steps = Steps)
    {
        var way = spacing == "karras" ? "'use_karras_sigmas': true" : $"'timestep_spacing': '{spacing}'";
        var scheduler = SchedulerJson.Create("DPMSolverMultistepScheduler", $"'prediction_type': '{prediction}', {way}, {keys}");
        var schedule = scheduler.CreateSchedule(steps);
        return (StepRecorder.Run(scheduler, schedule), LogSnrLevels.Of(schedule));
    }
}

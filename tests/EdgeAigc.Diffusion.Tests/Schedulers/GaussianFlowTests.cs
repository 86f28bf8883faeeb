using EdgeAigc.Diffusion.Random;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>The schedulers on data that is Gaussian with deviation 0.5, where the exact model is known and the flow has the
/// solution x(σ) ∝ √(0.25 + σ²): how fast they converge, and which of them are the same method.</summary>
public sealed class GaussianFlowTests
{
    private const double Variance = 0.25;
    private const string ToLowest = "'final_sigmas_type': 'sigma_min', 'lower_order_final': false";

    [Theory]
    [InlineData("DDIMScheduler", "trailing")]
    [InlineData("DDIMScheduler", "leading")]
    [InlineData("EulerDiscreteScheduler", "linspace")]
    [InlineData("EulerDiscreteScheduler", "leading")]
    [InlineData("HeunDiscreteScheduler", "linspace")]
    [InlineData("LMSDiscreteScheduler", "trailing")]
    [InlineData("DPMSolverMultistepScheduler", "linspace")]
    [InlineData("UniPCMultistepScheduler", "leading")]
    public void Step_SameModelToldAsNoiseVelocityOrPicture_TakesTheSameWay(string className, string spacing)
    {
        var byNoise = Run(className, spacing, "epsilon", 20);
        AssertClose(byNoise, Run(className, spacing, "v_prediction", 20), 1e-3f);
        AssertClose(byNoise, Run(className, spacing, "sample", 20), 1e-3f);
    }

    [Theory]
    [InlineData("EulerDiscreteScheduler", "'steps_offset': 0")]
    [InlineData("DPMSolverMultistepScheduler", "'solver_order': 1")]
    [InlineData("DPMSolverMultistepScheduler", "'solver_order': 1, 'algorithm_type': 'dpmsolver', 'final_sigmas_type': 'sigma_min'")]
    [InlineData("UniPCMultistepScheduler", "'solver_order': 1, 'disable_corrector': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]")]
    public void Step_FirstOrder_IsDdimInOtherVariables(string className, string keys)
    {
        foreach (var steps in new[] { 4, 10 })
        {
            // DDIM may stop at timestep 0 too, as the noise form must.
            var more = keys.Contains("sigma_min", StringComparison.Ordinal) ? "'set_alpha_to_one': false" : "'steps_offset': 0";
            var ddim = SchedulerJson.Create("DDIMScheduler", Noise("trailing", "epsilon") + more + ", 'clip_sample': false");
            AssertClose(
                Run(ddim, "DDIMScheduler", "epsilon", steps), Run(className, "trailing", "epsilon", steps, keys), 2e-5f);
        }
    }

    [Fact]
    public void Step_TcdWithoutNoise_IsDdimDownToTimestepZero()
    {
        var keys = "'set_alpha_to_one': false, 'clip_sample': false";
        AssertClose(Run("DDIMScheduler", "trailing", "epsilon", 10, keys), Run("TCDScheduler", "trailing", "epsilon", 10), 2e-5f);
    }

    [Theory]
    [InlineData("DDIMScheduler")]
    [InlineData("EulerDiscreteScheduler")]
    public void Step_TwiceTheSteps_HalvesTheErrorOfTheEquation(string className)
    {
        var errors = new[] { 25, 50, 100, 200 }.Select(steps => Error(className, "trailing", steps, "'steps_offset': 0", 0)).ToArray();
        for (var i = 1; i < errors.Length; i++)
            Assert.InRange(errors[i] / errors[i - 1], 0.4, 0.65);
    }

    /// <summary>Twice the steps leave 2⁻ᵖ of the error of a method of order p, on levels that halve their distance in the log-SNR.
    /// UniPC of order p is of order p + 1 by its correction. All levels end at σ of timestep 0, and the last step stays there.</summary>
    [Theory]
    [InlineData("DPMSolverMultistepScheduler", "'use_lu_lambdas': true, 'solver_order': 1", 0.45, 0.55)]
    [InlineData("DPMSolverMultistepScheduler", "'use_lu_lambdas': true, 'solver_order': 2", 0.2, 0.3)]
    [InlineData("DPMSolverMultistepScheduler", "'use_lu_lambdas': true, 'solver_order': 2, 'solver_type': 'heun'", 0.2, 0.3)]
    [InlineData("DPMSolverMultistepScheduler", "'use_lu_lambdas': true, 'solver_order': 2, 'algorithm_type': 'dpmsolver'", 0.2, 0.3)]
    [InlineData("UniPCMultistepScheduler", "'use_karras_sigmas': true, 'solver_order': 1", 0.2, 0.3)]
    [InlineData("UniPCMultistepScheduler", "'use_karras_sigmas': true, 'solver_order': 2", 0.09, 0.2)]
    public void Step_TwiceTheSteps_ShowsTheOrder(string className, string keys, double low, double high)
    {
        var lowest = ReferenceLevel.Table(0.00085, 0.012, "scaled_linear")[0];
        var errors = new[] { 21, 41, 81 }
            .Select(steps => Error(className, "linspace", steps, $"{ToLowest}, {keys}", new ReferenceLevel(lowest).Ratio)).ToArray();
        for (var i = 1; i < errors.Length; i++)
            Assert.True(errors[i] / errors[i - 1] >= low && errors[i] / errors[i - 1] <= high, string.Join(", ", errors));
    }

    [Theory]
    [InlineData("HeunDiscreteScheduler", "'use_karras_sigmas': true")]
    [InlineData("LMSDiscreteScheduler", "'use_karras_sigmas': true")]
    [InlineData("DPMSolverMultistepScheduler", "'use_karras_sigmas': true")]
    [InlineData("UniPCMultistepScheduler", "'use_karras_sigmas': true")]
    public void Step_HigherOrder_BeatsEulerByFarInAsManySteps(string className, string keys)
    {
        var euler = Error("EulerDiscreteScheduler", "linspace", 20, "'use_karras_sigmas': true", 0);
        var error = Error(className, "linspace", 20, keys, 0);
        Assert.True(error < euler / 4, $"{className} {error} against {euler}");
    }

    private static double Error(string className, string spacing, int steps, string keys, double end)
    {
        var scheduler = SchedulerJson.Create(className, Noise(spacing, "epsilon") + keys + ", 'clip_sample': false");
        var alphaBar = SchedulerFamily.AlphaBar(className, scheduler.CreateSchedule(steps).Levels[0]);
        var start = new ReferenceLevel(alphaBar).Ratio;
        // In x₀ + σ·ε, then in the latents' own scale.
        var shrink = Math.Sqrt((Variance + (end * end)) / (Variance + (start * start))) * ReferenceLevel.OfRatio(end).Alpha;
        var exact = Array.ConvertAll(Start(), noise => noise * start * shrink);
        var result = Run(scheduler, className, "epsilon", steps);
        return Math.Sqrt(exact.Zip(result, (a, b) => (a - b) * (a - b)).Average());
    }

    private static float[] Run(string className, string spacing, string prediction, int steps, string keys = "'clip_sample': false") =>
        Run(SchedulerJson.Create(className, Noise(spacing, prediction) + keys), className, prediction, steps);

    private static float[] Run(INoiseScheduler scheduler, string className, string prediction, int steps)
    {
        var first = scheduler.CreateSchedule(steps).Levels[0];
        // Samplers over σ start from σ·ε, which is √(1−ᾱ)·ε to the network; let the others start there too.
        var scale = SchedulerFamily.ScalesLatents(className) ? 1 : Math.Sqrt(1 - SchedulerFamily.AlphaBar(className, first));
        return ToyModel.Run(scheduler, steps, Array.ConvertAll(Start(), value => (float)(value * scale)), (input, schedule, e) =>
        {
            var level = new ReferenceLevel(SchedulerFamily.AlphaBar(className, schedule.Levels[e]));
            return Array.ConvertAll(input, x =>
            {
                var picture = level.Alpha * Variance * x / ((level.AlphaBar * Variance) + 1 - level.AlphaBar);
                var noise = (x - (level.Alpha * picture)) / level.Sigma;
                return (float)(prediction switch
                {
                    "epsilon" => noise,
                    "sample" => picture,
                    _ => (level.Alpha * noise) - (level.Sigma * picture),
                });
            });
        });
    }

    private static string Noise(string spacing, string prediction) =>
        "'beta_schedule': 'scaled_linear', 'beta_start': 0.00085, 'beta_end': 0.012, "
        + $"'timestep_spacing': '{spacing}', 'prediction_type': '{prediction}', ";

    private static double[] Start()
    {
        var values = new float[64];
        new TorchGenerator(5).Normal(values);
        return Array.ConvertAll(values, value => (double)value);
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
    }
}

using EdgeAigc.Diffusion.Random;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Sums and means that diffusers' own tests (tests/schedulers/test_scheduler_*.py) expect of the magnitudes after
/// whole loops on a made-up sample and model, at the tolerances of those tests. Random noise is torch's, from seed 0.</summary>
public sealed class PublishedFiguresTests
{
    private const string Ddpm = "'variance_type': 'fixed_small', 'clip_sample': true";
    private const string Sigma = "'num_train_timesteps': 1100, 'beta_start': 0.0001, 'beta_end': 0.02";
    private const string Solver = "'lower_order_final': false, 'final_sigmas_type': 'sigma_min'";
    private const string UniPc = "'solver_order': 2, 'solver_type': 'bh2', 'final_sigmas_type': 'sigma_min'";
    private const string VPrediction = "'prediction_type': 'v_prediction'";
    private const string Karras = "'use_karras_sigmas': true";

    [Theory]
    [InlineData("DDIMScheduler", "", 10, 172.0067, 0.223967)]
    [InlineData("DDIMScheduler", VPrediction, 10, 52.5302, 0.0684)]
    [InlineData("DDIMScheduler", "'set_alpha_to_one': true, 'beta_start': 0.01", 10, 149.8295, 0.1951)]
    [InlineData("DDIMScheduler", "'set_alpha_to_one': false, 'beta_start': 0.01", 10, 149.0784, 0.1941)]
    [InlineData("DDPMScheduler", Ddpm, 1000, 258.9606, 0.3372)]
    [InlineData("DDPMScheduler", Ddpm + "," + VPrediction, 1000, 202.0296, 0.2631)]
    [InlineData("PNDMScheduler", "", 10, 198.1318, 0.2580)]
    [InlineData("PNDMScheduler", VPrediction, 10, 67.3986, 0.0878)]
    [InlineData("PNDMScheduler", "'set_alpha_to_one': true, 'beta_start': 0.01", 10, 230.0399, 0.2995)]
    [InlineData("PNDMScheduler", "'set_alpha_to_one': false, 'beta_start': 0.01", 10, 186.9482, 0.2434)]
    public void Step_WholeLoop_GivesThePublishedSumAndMean(string className, string keys, int steps, double sum, double mean) =>
        AssertLoop(className, keys, steps, keepsScaled: false, sum, mean);

    [Theory]
    [InlineData("LCMScheduler", 1, 18.7097, 0.0244)]
    [InlineData("LCMScheduler", 10, 197.7616, 0.2575)]
    [InlineData("TCDScheduler", 1, 29.8715, 0.0389)]
    [InlineData("TCDScheduler", 10, 181.2040, 0.2359)]
    public void Step_WholeLoopOfADistilledModel_GivesThePublishedSumAndMean(string className, int steps, double sum, double mean) =>
        AssertLoop(className, "", steps, keepsScaled: false, sum, mean, sumTolerance: 1e-3);

    /// <summary>Those tests give the step the scaled latents too.</summary>
    [Theory]
    [InlineData("EulerDiscreteScheduler", "", 10.0807, 0.0131)]
    [InlineData("EulerDiscreteScheduler", VPrediction, 0.0002, 2.2676e-06)]
    [InlineData("EulerDiscreteScheduler", Karras, 124.52299499511719, 0.16213932633399963)]
    [InlineData("EulerAncestralDiscreteScheduler", "", 152.3192, 0.1983)]
    [InlineData("EulerAncestralDiscreteScheduler", VPrediction, 108.4439, 0.1412)]
    [InlineData("HeunDiscreteScheduler", "", 0.1233, 0.0002)]
    [InlineData("HeunDiscreteScheduler", VPrediction, 4.6934e-07, 6.1112e-10)]
    [InlineData("HeunDiscreteScheduler", Karras, 0.00015, 1.9869554535034695e-07)]
    [InlineData("LMSDiscreteScheduler", "", 1006.388, 1.31)]
    [InlineData("LMSDiscreteScheduler", VPrediction, 0.0017, 2.2676e-06)]
    [InlineData("LMSDiscreteScheduler", Karras, 3812.9927, 4.9648)]
    public void Step_WholeLoopOverSigmas_GivesThePublishedSumAndMean(string className, string keys, double sum, double mean) =>
        AssertLoop(className, keys.Length > 0 ? $"{Sigma}, {keys}" : Sigma, 10, keepsScaled: true, sum, mean);

    [Theory]
    [InlineData("DPMSolverMultistepScheduler", Solver, 0.3301)]
    [InlineData("DPMSolverMultistepScheduler", Solver + "," + VPrediction, 0.2251)]
    [InlineData("DPMSolverMultistepScheduler", Solver + "," + VPrediction + "," + Karras, 0.2096)]
    [InlineData("DPMSolverMultistepScheduler", Solver + "," + VPrediction + ", 'use_lu_lambdas': true", 0.1554)]
    [InlineData(
        "DPMSolverMultistepScheduler",
        Solver + ", 'thresholding': true, 'dynamic_thresholding_ratio': 0.87, 'sample_max_value': 0.5",
        1.1364)]
    [InlineData("UniPCMultistepScheduler", UniPc, 0.2464)]
    [InlineData("UniPCMultistepScheduler", UniPc + "," + Karras, 0.2925)]
    [InlineData("UniPCMultistepScheduler", UniPc + "," + VPrediction, 0.1014)]
    [InlineData("UniPCMultistepScheduler", UniPc + "," + VPrediction + "," + Karras, 0.1966)]
    public void Step_WholeLoopInTheLogSnr_GivesThePublishedMean(string className, string keys, double mean) =>
        AssertLoop(className, keys, 10, keepsScaled: false, sum: null, mean);

    /// <summary>The last steps of a run, from a picture that is noised to where they begin.</summary>
    [Theory]
    [InlineData("DDIMScheduler", "", 10, 8, false, 354.5418, 0.4616)]
    [InlineData("DDPMScheduler", Ddpm, 1000, 998, false, 387.9466, 0.5051)]
    [InlineData("EulerDiscreteScheduler", Sigma, 10, 8, true, 57062.9297, 74.3007)]
    [InlineData("EulerAncestralDiscreteScheduler", Sigma, 10, 8, true, 56163.0508, 73.1290)]
    [InlineData("HeunDiscreteScheduler", Sigma, 10, 8, true, 75074.8906, 97.7538)]
    [InlineData("DPMSolverMultistepScheduler", Solver, 10, 5, false, 318.4111, 0.4146)]
    [InlineData("UniPCMultistepScheduler", UniPc, 10, 8, false, 315.5757, 0.4109)]
    public void Step_LoopFromTheMiddle_GivesThePublishedSumAndMean(
        string className, string keys, int steps, int skipped, bool overSigmas, double sum, double mean)
    {
        var scheduler = SchedulerJson.Create(className, keys);
        var schedule = scheduler.CreateSchedule(steps);
        var first = schedule.FirstEvaluation(skipped);
        // The picture is a made-up start, which those tests over σ also scale.
        var sample = Array.ConvertAll(ToyModel.DeterministicSample(), value => value * schedule.InitNoiseSigma);
        scheduler.AddNoise(schedule, first, sample, ToyModel.DeterministicNoise(), sample);
        ToyModel.RunBatch(scheduler, schedule, first, sample, keepsScaled: overSigmas, new TorchGenerator(0));
        AssertFigures(sample, sum, mean);
    }

    private static void AssertLoop(
        string className, string keys, int steps, bool keepsScaled, double? sum, double mean, double sumTolerance = 1e-2)
    {
        var scheduler = SchedulerJson.Create(className, keys);
        var schedule = scheduler.CreateSchedule(steps);
        var sample = Array.ConvertAll(ToyModel.DeterministicSample(), value => value * schedule.InitNoiseSigma);
        ToyModel.RunBatch(scheduler, schedule, 0, sample, keepsScaled, new TorchGenerator(0));
        AssertFigures(sample, sum, mean, sumTolerance);
    }

    private static void AssertFigures(float[] sample, double? sum, double mean, double sumTolerance = 1e-2)
    {
        if (sum is { } expected)
            Assert.Equal(expected, sample.Sum(value => Math.Abs((double)value)), sumTolerance);
        Assert.Equal(mean, sample.Average(value => Math.Abs((double)value)), 1e-3);
    }
}

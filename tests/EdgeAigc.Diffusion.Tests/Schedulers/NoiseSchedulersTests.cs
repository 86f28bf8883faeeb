using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

public sealed class NoiseSchedulersTests : IDisposable
{
    private readonly SchedulerJson _json = new();

    public void Dispose() => _json.Dispose();

    [Theory]
    [InlineData("'_class_name': 'DEISMultistepScheduler'", "DEISMultistepScheduler", "DDIMScheduler, DDPMScheduler")]
    [InlineData("'_class_name': 'DDIMScheduler', 'prediction_type': 'flow_prediction'", "flow_prediction", "v_prediction")]
    [InlineData("'_class_name': 'PNDMScheduler', 'prediction_type': 'sample'", "sample", "epsilon, v_prediction")]
    [InlineData("'_class_name': 'DDIMScheduler', 'timestep_spacing': 'even'", "even", "trailing")]
    [InlineData("'_class_name': 'DDIMScheduler', 'beta_schedule': 'sigmoid'", "sigmoid", "squaredcos_cap_v2")]
    [InlineData("'_class_name': 'EulerDiscreteScheduler', 'use_exponential_sigmas': true", "use_exponential_sigmas", "false")]
    [InlineData("'_class_name': 'EulerDiscreteScheduler', 'use_beta_sigmas': true", "use_beta_sigmas", "false")]
    [InlineData("'_class_name': 'EulerDiscreteScheduler', 'interpolation_type': 'log_linear'", "interpolation_type", "linear")]
    [InlineData("'_class_name': 'EulerDiscreteScheduler', 'timestep_type': 'continuous'", "timestep_type", "discrete")]
    [InlineData("'_class_name': 'EulerDiscreteScheduler', 'final_sigmas_type': 'none'", "final_sigmas_type", "sigma_min")]
    [InlineData("'_class_name': 'DDIMScheduler', 'trained_betas': [0.1, 0.2]", "trained_betas", "1000 numbers")]
    [InlineData("'_class_name': 'DDIMScheduler', 'beta_end': 1.5", "beta_end", "between 0 and 1")]
    [InlineData("'_class_name': 'DDIMScheduler', 'num_train_timesteps': 1", "num_train_timesteps", "from 2")]
    [InlineData("'_class_name': 'DDIMScheduler', 'num_train_timesteps': 'many'", "num_train_timesteps", "an integer")]
    [InlineData("'_class_name': 'DDIMScheduler', 'clip_sample': 1", "clip_sample", "true or false")]
    [InlineData("'_class_name': 'DDIMScheduler', 'steps_offset': -1", "steps_offset", "0 or more")]
    [InlineData("'_class_name': 'DDIMScheduler', 'thresholding': true, 'dynamic_thresholding_ratio': 2", "ratio", "from 0 to 1")]
    [InlineData("'_class_name': 'DDIMScheduler', 'thresholding': true, 'sample_max_value': 0", "sample_max_value", "above 0")]
    [InlineData("'_class_name': 'DDPMScheduler', 'variance_type': 'learned_range'", "learned_range", "fixed_small")]
    [InlineData("'_class_name': 'LCMScheduler', 'original_inference_steps': 1001", "original_inference_steps", "1000")]
    [InlineData("'_class_name': 'LCMScheduler', 'timestep_scaling': 0", "timestep_scaling", "above 0")]
    [InlineData("'_class_name': 'TCDScheduler', 'eta': 1.5", "eta", "from 0 to 1")]
    [InlineData("'_class_name': 'DPMSolverMultistepScheduler', 'algorithm_type': 'ddim'", "algorithm_type", "sde-dpmsolver++")]
    [InlineData("'_class_name': 'DPMSolverMultistepScheduler', 'algorithm_type': 'dpmsolver'", "final_sigmas_type", "sigma_min")]
    [InlineData("'_class_name': 'DPMSolverMultistepScheduler', 'solver_type': 'rk4'", "solver_type", "midpoint, heun")]
    [InlineData("'_class_name': 'DPMSolverMultistepScheduler', 'solver_order': 4", "solver_order", "from 1 to 3")]
    [InlineData(
        "'_class_name': 'DPMSolverMultistepScheduler', 'algorithm_type': 'sde-dpmsolver++', 'solver_order': 3",
        "solver_order",
        "from 1 to 2")]
    [InlineData("'_class_name': 'DPMSolverMultistepScheduler', 'variance_type': 'learned'", "variance_type", "null")]
    [InlineData("'_class_name': 'DPMSolverMultistepScheduler', 'lambda_min_clipped': 99", "lambda_min_clipped", "leaves timesteps")]
    [InlineData("'_class_name': 'DPMSolverMultistepScheduler', 'use_flow_sigmas': true", "use_flow_sigmas", "false")]
    [InlineData("'_class_name': 'UniPCMultistepScheduler', 'predict_x0': false", "final_sigmas_type", "sigma_min")]
    [InlineData("'_class_name': 'UniPCMultistepScheduler', 'lower_order_final': false", "final_sigmas_type", "sigma_min")]
    [InlineData("'_class_name': 'UniPCMultistepScheduler', 'disable_corrector': [0.5]", "disable_corrector", "whole numbers")]
    [InlineData("'_class_name': 'UniPCMultistepScheduler', 'solver_p': {}", "solver_p", "null")]
    [InlineData("'_class_name': 'FlowMatchEulerDiscreteScheduler', 'stochastic_sampling': true", "stochastic_sampling", "false")]
    [InlineData("'_class_name': 'FlowMatchEulerDiscreteScheduler', 'invert_sigmas': true", "invert_sigmas", "false")]
    [InlineData("'_class_name': 'FlowMatchEulerDiscreteScheduler', 'time_shift_type': 'linear'", "time_shift_type", "exponential")]
    [InlineData("'_class_name': 'FlowMatchEulerDiscreteScheduler', 'use_karras_sigmas': true", "use_karras_sigmas", "false")]
    [InlineData("'_class_name': 'FlowMatchEulerDiscreteScheduler', 'shift': 0", "shift", "above 0")]
    [InlineData("'_class_name': 'FlowMatchEulerDiscreteScheduler', 'shift_terminal': 1", "shift_terminal", "between 0 and 1")]
    [InlineData("'_class_name': 'FlowMatchEulerDiscreteScheduler', 'max_image_seq_len': 8", "max_image_seq_len", "above")]
    [InlineData("", "_class_name", "missing")]
    public void Create_WhatIsNotSupported_IsRefusedByNameWithTheWayOut(string keys, string names, string wayOut)
    {
        var exception = Assert.Throws<ModelException>(() => NoiseSchedulers.Create(Read(keys), "s.json"));
        Assert.Contains(names, exception.Message, StringComparison.Ordinal);
        Assert.Contains(wayOut, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SameFileReadAsAnotherClass_TakesThatClassesDefaults()
    {
        var file = _json.File("""{"_class_name": "PNDMScheduler"}""");
        NoiseSchedule Schedule(string className) => NoiseSchedulers.Create(SchedulerConfig.Read(file, className), "").CreateSchedule(4);

        // Leading for those over ᾱ, linspace for the others; the exponential integrators leave out timestep 0.
        foreach (var className in new[] { "DDIMScheduler", "DDPMScheduler" })
            Assert.Equal([750f, 500f, 250f, 0f], Schedule(className).Timesteps);
        foreach (var className in new[] { "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler", "LMSDiscreteScheduler" })
            Assert.Equal([999f, 666f, 333f, 0f], Schedule(className).Timesteps);
        foreach (var className in new[] { "DPMSolverMultistepScheduler", "UniPCMultistepScheduler" })
            Assert.Equal([999f, 749f, 500f, 250f], Schedule(className).Timesteps);
        Assert.Equal([999f, 759f, 499f, 259f], Schedule("LCMScheduler").Timesteps);

        // Betas 0.0001 … 0.02, but 0.00085 … 0.012 for Heun, and these scaled for LCM and TCD.
        Assert.Equal(ReferenceLevel.Table(0.0001, 0.02, "linear")[750], Schedule("DDPMScheduler").Levels[0], 1e-9);
        Assert.Equal(ReferenceLevel.Table(0.00085, 0.012, "scaled_linear")[999], Schedule("TCDScheduler").Levels[0], 1e-9);
        var heun = new ReferenceLevel(ReferenceLevel.Table(0.00085, 0.012, "linear")[999]).Ratio;
        Assert.InRange(Schedule("HeunDiscreteScheduler").Levels[0] / heun, 1 - 2e-6, 1 + 2e-6);
    }

    /// <summary>set_alpha_to_one is true for DDIM, false for PNDM.</summary>
    [Fact]
    public void Create_AlphaBehindTheLastStep_IsThatOfTheClass()
    {
        Assert.Equal(1f, SchedulerJson.Create("DDIMScheduler").CreateSchedule(10).NextLevels[^1]);
        var first = (float)ReferenceLevel.Table(0.0001, 0.02, "linear")[0];
        Assert.Equal(first, SchedulerJson.Create("PNDMScheduler", "'skip_prk_steps': true").CreateSchedule(10).NextLevels[^1]);
    }

    [Theory]
    [InlineData("DDIMScheduler", true)]
    [InlineData("DDPMScheduler", true)]
    [InlineData("LCMScheduler", false)]
    [InlineData("HeunDiscreteScheduler", false)]
    public void Create_ClippingWithoutTheKey_IsThatOfTheClass(string className, bool clips)
    {
        var scheduler = SchedulerJson.Create(className, "'prediction_type': 'sample'");
        var schedule = scheduler.CreateSchedule(1);
        var result = new float[1];
        scheduler.Step(schedule, 0, scheduler.CreateMemory(1), [0f], [7f], [0f], result);
        Assert.Equal(clips ? 1f : 7f, result[0], 1e-3f);
    }

    /// <summary>A file that was saved for another solver keeps the names of that one.</summary>
    [Theory]
    [InlineData("DPMSolverMultistepScheduler", "'solver_type': 'bh2'", "'solver_type': 'midpoint'")]
    [InlineData("DPMSolverMultistepScheduler", "'algorithm_type': 'deis', 'solver_type': 'logrho'", "'algorithm_type': 'dpmsolver++'")]
    [InlineData("UniPCMultistepScheduler", "'solver_type': 'midpoint'", "'solver_type': 'bh2'")]
    [InlineData("UniPCMultistepScheduler", "'solver_type': null, 'unknown': {}, 'lambda_min_clipped': null", "'solver_order': 2")]
    public void Create_NamesOfAnotherSolver_AreTheClassesOwn(string className, string foreign, string own)
    {
        var (left, right) = (SchedulerJson.Create(className, foreign), SchedulerJson.Create(className, own));
        var results = new[] { left, right }.Select(s => StepRecorder.Run(s, s.CreateSchedule(6))[^1].Result).ToArray();
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void Create_KeysThatAClassDoesNotKnow_AreIgnored()
    {
        // Neither refused nor followed: these are keys of other classes.
        var plain = SchedulerJson.Create("LMSDiscreteScheduler").CreateSchedule(5);
        var keys = "'rescale_betas_zero_snr': true, 'sigma_min': 0.1, 'sigma_max': 9.0, 'final_sigmas_type': 'sigma_min'";
        var schedule = SchedulerJson.Create("LMSDiscreteScheduler", keys).CreateSchedule(5);
        Assert.Equal(plain.Levels, schedule.Levels);
        Assert.Equal(plain.NextLevels, schedule.NextLevels);
    }

    [Fact]
    public void Create_ZeroTerminalSnr_EndsAtTheCappedSigma()
    {
        foreach (var className in new[] { "EulerAncestralDiscreteScheduler", "DPMSolverMultistepScheduler", "UniPCMultistepScheduler" })
        {
            var scheduler = SchedulerJson.Create(className, "'rescale_betas_zero_snr': true, 'timestep_spacing': 'trailing'");
            Assert.Equal(Math.Sqrt((1 - Math.Pow(2, -24)) * Math.Pow(2, 24)), scheduler.CreateSchedule(4).Levels[0], 1e-2);
        }
    }

    [Fact]
    public void ForStableDiffusion_AnyFile_OffsetsByOneAndDoesNotClip()
    {
        var config = Read("'_class_name': 'DDIMScheduler', 'steps_offset': 0, 'clip_sample': true");
        Assert.True(config.ClipSample);
        Assert.Equal([751f, 501f, 251f, 1f], NoiseSchedulers.Create(config.ForStableDiffusion(), "").CreateSchedule(4).Timesteps);
        Assert.False(config.ForStableDiffusion().ClipSample);
    }

    private SchedulerConfig Read(string keys) => SchedulerConfig.Read(_json.File($$"""{ {{keys.Replace('\'', '"')}} }"""), null);
}

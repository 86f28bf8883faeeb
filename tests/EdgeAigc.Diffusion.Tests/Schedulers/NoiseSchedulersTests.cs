using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

public sealed class NoiseSchedulersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"_class_name": "DEISMultistepScheduler"}""", "DEISMultistepScheduler", "DDIMScheduler, DDPMScheduler")]
    [InlineData("""{"_class_name": "DDIMScheduler", "prediction_type": "flow_prediction"}""", "flow_prediction", "v_prediction")]
    [InlineData("""{"_class_name": "DDIMScheduler", "timestep_spacing": "even"}""", "even", "trailing")]
    [InlineData("""{"_class_name": "DDIMScheduler", "beta_schedule": "sigmoid"}""", "sigmoid", "squaredcos_cap_v2")]
    [InlineData("""{"_class_name": "EulerDiscreteScheduler", "use_beta_sigmas": true}""", "use_beta_sigmas", "false")]
    [InlineData("""{"_class_name": "EulerDiscreteScheduler", "interpolation_type": "log_linear"}""", "interpolation_type", "linear")]
    [InlineData("""{"_class_name": "EulerDiscreteScheduler", "final_sigmas_type": "none"}""", "final_sigmas_type", "sigma_min")]
    [InlineData("""{"_class_name": "DDIMScheduler", "trained_betas": [0.1, 0.2]}""", "trained_betas", "1000 numbers")]
    [InlineData("""{"_class_name": "DDIMScheduler", "beta_end": 1.5}""", "beta_end", "between 0 and 1")]
    [InlineData("""{"_class_name": "DDIMScheduler", "num_train_timesteps": 1}""", "num_train_timesteps", "from 2")]
    [InlineData("""{"_class_name": "DDIMScheduler", "num_train_timesteps": "many"}""", "num_train_timesteps", "an integer")]
    [InlineData("""{"_class_name": "DDIMScheduler", "clip_sample": 1}""", "clip_sample", "true or false")]
    [InlineData("{}", "_class_name", "missing")]
    public void Create_WhatIsNotSupported_IsRefusedByNameWithTheWayOut(string json, string names, string wayOut)
    {
        var exception = Assert.Throws<ModelException>(() => NoiseSchedulers.Create(SchedulerConfig.Read(File(json), null), "s.json"));
        Assert.Contains(names, exception.Message, StringComparison.Ordinal);
        Assert.Contains(wayOut, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SameFileReadAsAnotherClass_TakesThatClassesDefaults()
    {
        var file = File("""{"_class_name": "PNDMScheduler"}""");
        var ddim = NoiseSchedulers.Create(SchedulerConfig.Read(file, "DDIMScheduler"), "").CreateSchedule(4);
        var euler = NoiseSchedulers.Create(SchedulerConfig.Read(file, "EulerDiscreteScheduler"), "").CreateSchedule(4);
        Assert.Equal([750f, 500f, 250f, 0f], ddim.Timesteps);    // leading
        Assert.Equal([999f, 666f, 333f, 0f], euler.Timesteps);   // linspace
    }

    [Fact]
    public void ForStableDiffusion_AnyFile_OffsetsByOneAndDoesNotClip()
    {
        var config = SchedulerConfig.Read(File("""{"_class_name": "DDIMScheduler", "steps_offset": 0, "clip_sample": true}"""), null);
        Assert.True(config.ClipSample);
        Assert.Equal([751f, 501f, 251f, 1f], NoiseSchedulers.Create(config.ForStableDiffusion(), "").CreateSchedule(4).Timesteps);
        Assert.False(config.ForStableDiffusion().ClipSample);
    }

    private ConfigFile File(string json)
    {
        var path = _folder.Of("scheduler_config.json");
        System.IO.File.WriteAllText(path, json);
        return ConfigFile.Read(path, "m/scheduler/scheduler_config.json");
    }
}

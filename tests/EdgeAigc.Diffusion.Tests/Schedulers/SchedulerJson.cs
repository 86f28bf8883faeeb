using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Schedulers;

namespace EdgeAigc.Diffusion.Tests.Schedulers;

/// <summary>Makes schedulers from the text of a configuration, the way a model's file is read.</summary>
internal sealed class SchedulerJson : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The file with that text.</summary>
    public ConfigFile File(string json)
    {
        var path = _folder.Of("scheduler_config.json");
        System.IO.File.WriteAllText(path, json);
        return ConfigFile.Read(path, "m/scheduler/scheduler_config.json");
    }

    /// <summary>The scheduler of a class and further keys in single quotes, e.g. <c>'steps_offset': 1</c>.</summary>
    public static INoiseScheduler Create(string className, string keys = "")
    {
        using var json = new SchedulerJson();
        var separator = keys.Length > 0 ? "," : "";
        var file = json.File($$"""{"_class_name": "{{className}}"{{separator}} {{keys.Replace('\'', '"')}} }""");
        return NoiseSchedulers.Create(SchedulerConfig.Read(file, null), file.File);
    }
}

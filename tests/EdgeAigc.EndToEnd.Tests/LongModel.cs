using System.Text.Json.Nodes;

namespace EdgeAigc.EndToEnd.Tests;

/// <summary>The bundled model with a finer schedule, so that a request can be long enough for something to happen while it runs.</summary>
internal static class LongModel
{
    /// <summary>Writes it and returns the folder of models.</summary>
    /// <param name="root">Where.</param>
    /// <param name="steps">Most denoising steps that it allows; a thousand take about a second.</param>
    public static string Write(DirectoryInfo root, int steps)
    {
        var source = new DirectoryInfo(Path.Combine(Path.GetDirectoryName(Programs.Silo)!, "models", "noto-emoji"));
        var target = root.CreateSubdirectory("models").CreateSubdirectory(source.Name);
        foreach (var file in source.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(target.FullName, Path.GetRelativePath(source.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file.CopyTo(path);
        }

        var scheduler = Path.Combine(target.FullName, "scheduler", "scheduler_config.json");
        var config = JsonNode.Parse(File.ReadAllText(scheduler))!.AsObject();
        config.Remove("trained_betas");
        config["beta_schedule"] = "squaredcos_cap_v2";
        config["num_train_timesteps"] = steps;
        File.WriteAllText(scheduler, config.ToJsonString());
        return target.Parent!.FullName;
    }
}

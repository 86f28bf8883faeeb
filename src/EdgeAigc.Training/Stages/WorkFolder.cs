using System.Text.Json;

namespace EdgeAigc.Training.Stages;

/// <summary>Binds a work folder to the settings of its first run: checkpoints of other settings would give a model that nobody can repeat.</summary>
internal static class WorkFolder
{
    private const string FileName = "settings.json";

    /// <summary>Makes the folder and remembers the settings, or checks them against those remembered.</summary>
    /// <exception cref="InvalidOperationException">The folder belongs to a run with other settings.</exception>
    public static void Open(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, FileName);
        if (!File.Exists(path))
        {
            File.WriteAllText(path + ".partial", JsonSerializer.Serialize(settings));
            File.Move(path + ".partial", path, overwrite: true);
            return;
        }

        var begun = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!;
        foreach (var (name, value) in settings)
        {
            if (begun.GetValueOrDefault(name) is var before && before != value)
            {
                throw new InvalidOperationException(
                    $"{name} is {value}, but {folder} belongs to a run with {before ?? "none"}; ask for that again, or name another folder with --work.");
            }
        }
    }
}

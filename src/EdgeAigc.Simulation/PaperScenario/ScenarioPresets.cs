using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>The scenarios that are studied.</summary>
public static class ScenarioPresets
{
    /// <summary>The recalled constants of the published study.</summary>
    public const string Paper = "paper";

    /// <summary>Bandwidth matters and popularity moves.</summary>
    public const string Contended = "contended";

    // Q(L) of three bundled models as measured (models/*/curves.json, SSIM to 100 steps, isotonic), at the levels below.
    private static readonly int[] Levels = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50];
    private static readonly double[] Twemoji = [0, 0.578, 0.776, 0.852, 0.891, 0.933, 0.952, 0.972, 0.984, 0.994, 0.996, 0.998];
    private static readonly double[] FluentEmoji = [0, 0.657, 0.857, 0.918, 0.945, 0.971, 0.980, 0.990, 0.995, 0.998, 0.999, 1];
    private static readonly double[] NotoEmoji = [0, 0.691, 0.850, 0.921, 0.950, 0.976, 0.984, 0.992, 0.996, 0.998, 0.999, 1];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly JsonSerializerOptions Written = new(Json) { WriteIndented = true };

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Paper, Contended];

    /// <summary>Options of a preset, or those of a JSON file.</summary>
    /// <param name="nameOrPath">One of <see cref="Names"/>, or the path of a file that ends in <c>.json</c>.</param>
    /// <exception cref="InvalidDataException">There is neither such a preset nor such a file, or the file is not understood.</exception>
    public static ScenarioOptions Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        return nameOrPath switch
        {
            Paper => new(),
            Contended => CreateContended(),
            _ when nameOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(nameOrPath) => Read(nameOrPath),
            _ => throw new InvalidDataException(
                $"There is no scenario '{nameOrPath}'; there are {string.Join(", ", Names)}, or name an existing .json file with the scenario's options."),
        };
    }

    /// <summary>Writes options to a file that <see cref="Load"/> reads.</summary>
    public static void Save(ScenarioOptions options, string path) => File.WriteAllText(path, JsonSerializer.Serialize(options, Written));

    private static ScenarioOptions Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ScenarioOptions>(File.ReadAllText(path), Json) ?? throw new InvalidDataException($"{path} holds no options.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    }

    // All numbers assumed: payloads a hundred to one, users near and far, few steps that pay, ranks that drift, loads that cost.
    private static ScenarioOptions CreateContended() => new()
    {
        StepBudget = 50,
        RankSwapProbability = 0.5,
        ZipfSkews = [0.6, 1, 1.4],
        QualityCurves = [Interpolate(Twemoji), Interpolate(FluentEmoji), Interpolate(NotoEmoji)],
        StepSeconds = 0.25,
        StepSecondsSpread = 0.6,
        BaseSeconds = 1.5,
        BaseSecondsSpread = 0.4,
        UplinkHertz = 3e6,
        DownlinkHertz = 6e6,
        MinMetres = 30,
        MaxMetres = 800,
        MinPayloadMegabits = 1,
        MaxPayloadMegabits = 100,
        BackhaulMegabitsPerSecond = 200,
        CloudSeconds = 10,
        DelayWeight = 0.4,
        ReferenceSeconds = 60,
        SwitchCostPerGigabyte = 0.0005,
    };

    private static double[] Interpolate(double[] measured)
    {
        var curve = new double[Levels[^1] + 1];
        for (var i = 1; i < Levels.Length; i++)
        {
            for (var steps = Levels[i - 1]; steps <= Levels[i]; steps++)
            {
                var part = (double)(steps - Levels[i - 1]) / (Levels[i] - Levels[i - 1]);
                curve[steps] = measured[i - 1] + (part * (measured[i] - measured[i - 1]));
            }
        }

        return curve;
    }
}

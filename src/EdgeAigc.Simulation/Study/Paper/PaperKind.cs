using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Study.Paper;

/// <summary>The published scenario: one edge server, its users and the cloud.</summary>
public sealed class PaperKind : IStudyKind
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
    };

    // Short names, and settings that change together: those take a factor.
    private static readonly Dictionary<string, (string[] Options, bool IsFactor, string Label)> Names = new(StringComparer.Ordinal)
    {
        ["cache"] = (["cacheGigabytes"], false, "cache, GB"),
        ["alpha"] = (["delayWeight"], false, "α, weight of the delay"),
        ["bandwidth"] = (["uplinkHertz", "downlinkHertz"], true, "bandwidth, factor"),
        ["skew"] = (["zipfSkews"], true, "Zipf exponents, factor"),
    };

    /// <inheritdoc/>
    public string Name => "paper";

    /// <inheritdoc/>
    public string GapMeaning => "what steps and bandwidth of the slots leave to the optimum with the same caches";

    /// <inheritdoc/>
    public JsonObject Settings(StudyFile study, StudyScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(scenario);
        var isFile = scenario.Preset.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var settings = ToNode(ScenarioPresets.Load(isFile ? Path.GetFullPath(scenario.Preset, study.Folder) : scenario.Preset));
        foreach (var (name, value) in scenario.Options)
            Set(settings, name, value?.DeepClone());
        return Checked(settings);
    }

    /// <inheritdoc/>
    public JsonObject Change(JsonObject settings, string name, JsonNode value)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(value);
        var changed = settings.DeepClone().AsObject();
        if (!Names.TryGetValue(name, out var meaning))
            Set(changed, name, value.DeepClone());
        else if (meaning.IsFactor)
            Multiply(changed, meaning.Options, Factor(value));
        else
            Set(changed, meaning.Options[0], value.DeepClone());
        return Checked(changed);
    }

    /// <inheritdoc/>
    public string Label(string sweep) => Names.TryGetValue(sweep, out var meaning) ? meaning.Label : sweep;

    /// <inheritdoc/>
    public string? Refusal(string policy) => PaperPolicies.Refusal(policy);

    /// <inheritdoc/>
    public IStudyRun Open(StudyFile study, StudyPoint point) => new PaperRun(study, point);

    /// <inheritdoc/>
    public IEnumerable<StudyCurves> Curves(StudyFile study) => PaperCurves.Read(study);

    /// <summary>The options of a point.</summary>
    public static ScenarioOptions Options(StudyPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Settings.Deserialize<ScenarioOptions>(Json)!;
    }

    private static void Set(JsonObject settings, string name, JsonNode? value)
    {
        if (!settings.ContainsKey(name))
        {
            throw new InvalidDataException(
                $"there is no option '{name}'; there are {string.Join(", ", settings.Select(pair => pair.Key))}, and sweeps also know {string.Join(", ", Names.Keys)}.");
        }

        settings[name] = value;
    }

    private static double Factor(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number && double.Parse(value.ToString(), CultureInfo.InvariantCulture) is > 0 and var factor
            ? factor
            : throw new InvalidDataException($"is {value.ToJsonString()}; it must be a factor above 0.");

    private static void Multiply(JsonObject settings, string[] names, double factor)
    {
        foreach (var name in names)
        {
            settings[name] = settings[name] is JsonArray list
                ? new JsonArray([.. list.Select(value => (JsonNode)(value!.GetValue<double>() * factor))])
                : settings[name]!.GetValue<double>() * factor;
        }
    }

    // What comes back is written as the options write themselves, so equal settings are equal trees.
    private static JsonObject Checked(JsonObject settings)
    {
        try
        {
            var options = settings.Deserialize<ScenarioOptions>(Json)!;
            _ = new Scenario(options);
            return ToNode(options);
        }
        catch (JsonException fault)
        {
            var name = fault.Path?.TrimStart('$', '.').Split('[')[0] ?? "";
            throw new InvalidDataException($"{name} is {settings[name]?.ToJsonString() ?? "empty"}; it must be of the kind that the preset has there.", fault);
        }
    }

    // Through text, so that numbers are the tree's own and not the boxes that somebody put in.
    private static JsonObject ToNode(ScenarioOptions options) => JsonNode.Parse(JsonSerializer.Serialize(options, Json))!.AsObject();
}

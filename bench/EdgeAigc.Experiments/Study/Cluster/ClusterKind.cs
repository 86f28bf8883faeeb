using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAigc.Experiments.Simulate;
using EdgeAigc.Simulation.Study;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.Experiments.Study.Cluster;

/// <summary>A cluster in virtual time. Its settings are the options of <c>simulate</c>, without their dashes, so that there is one meaning of each.</summary>
internal sealed class ClusterKind : IStudyKind
{
    private const string Preset = "fleet";
    private const double SecondsPerMinute = 60;

    // What the study itself says: who, which seeds, how long.
    private static readonly string[] OfTheStudy = ["stage-one", "stage-two", "seed", "seeds", "parallel", "json", "minutes", "warm-up-minutes"];

    /// <inheritdoc/>
    public string Name => "cluster";

    /// <inheritdoc/>
    public string GapMeaning => "what plans leave to their bound";

    /// <inheritdoc/>
    public JsonObject Settings(StudyFile study, StudyScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(scenario);
        if (scenario.Preset != Preset)
            throw new InvalidDataException($"there is no preset '{scenario.Preset}'; there is {Preset}.");
        var settings = Defaults();
        foreach (var (name, value) in scenario.Options)
            Set(settings, name, IsPath(name) && value is not null ? Path.GetFullPath(value.ToString(), study.Folder) : value?.DeepClone());
        var minutes = Number(settings, "frame") / SecondsPerMinute;
        settings["minutes"] = (study.WarmUpFrames + study.Frames) * minutes;
        settings["warm-up-minutes"] = study.WarmUpFrames * minutes;
        return Checked(settings);
    }

    /// <inheritdoc/>
    public JsonObject Change(JsonObject settings, string name, JsonNode value)
    {
        var changed = settings.DeepClone().AsObject();
        Set(changed, name, value.DeepClone());
        return Checked(changed);
    }

    /// <inheritdoc/>
    public string? Refusal(string policy) => ClusterPolicy.Refusal(policy);

    /// <inheritdoc/>
    public string Length(StudyFile study)
    {
        ArgumentNullException.ThrowIfNull(study);
        string made = FormattableString.Invariant($"{study.Frames} frames each after {study.WarmUpFrames} that warm up");
        return study.Scenarios.Any(scenario => scenario.Options.Any(option => IsPath(option.Key) || option.Key == "recorded-statistics"))
            ? $"{made}, or the days of the record that the options name"
            : made;
    }

    /// <inheritdoc/>
    public IStudyRun Open(StudyFile study, StudyPoint point) => new ClusterStudyRun(point);

    /// <summary>Reads settings as <c>simulate</c> reads its command line.</summary>
    public static (SimulateOptions Options, ParseResult Parsed) Parse(JsonObject settings)
    {
        var options = new SimulateOptions();
        var command = new Command("simulate");
        foreach (var option in options.All)
            command.Add(option);
        return (options, command.Parse([.. settings.SelectMany(pair => Arguments(pair.Key, pair.Value))]));
    }

    private static IEnumerable<string> Arguments(string name, JsonNode? value) => value switch
    {
        null => [],
        JsonArray list => [$"--{name}", .. list.Select(item => item!.ToString())],
        _ => [$"--{name}", value.ToString()],
    };

    // Defaults are written down, so that a value which is the default is no other point.
    private static JsonObject Defaults()
    {
        var settings = new JsonObject();
        foreach (var option in new SimulateOptions().All)
        {
            if (OfTheStudy.Contains(option.Name.TrimStart('-')))
                continue;
            settings[option.Name.TrimStart('-')] = option.HasDefaultValue ? Node(option.GetDefaultValue()) : option.ValueType == typeof(bool) ? false : null;
        }

        return settings;
    }

    private static JsonNode? Node(object? value) => JsonNode.Parse(JsonSerializer.Serialize(value));

    private static void Set(JsonObject settings, string name, JsonNode? value)
    {
        if (!settings.ContainsKey(name) || OfTheStudy.Contains(name))
            throw new InvalidDataException($"there is no option '{name}'; there are {string.Join(", ", settings.Select(pair => pair.Key).Except(OfTheStudy))}.");
        // A number reads the same whether it was written 1 or 1.0; several may be given as one.
        var several = new SimulateOptions().All.First(option => option.Name == $"--{name}").ValueType.IsArray;
        var written = value is JsonValue number && number.GetValueKind() == JsonValueKind.Number ? double.Parse(number.ToString(), CultureInfo.InvariantCulture) : value;
        settings[name] = several && written is not JsonArray ? new JsonArray(Node(written)) : Node(written);
    }

    private static JsonObject Checked(JsonObject settings)
    {
        var (options, parsed) = Parse(settings);
        if (parsed.Errors.Count > 0)
            throw new InvalidDataException(parsed.Errors[0].Message);
        try
        {
            _ = options.Scenario(parsed);
        }
        catch (Exception fault) when (fault is TraceFileException or ArgumentException)
        {
            throw new InvalidDataException(fault.Message, fault);
        }

        return settings;
    }

    private static bool IsPath(string name) => name is "trace" or "arrivals";

    private static double Number(JsonObject settings, string name) => double.Parse(settings[name]!.ToString(), CultureInfo.InvariantCulture);
}

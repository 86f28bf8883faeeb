using System.Buffers;
using System.Text.Json.Nodes;

namespace EdgeAigc.Simulation.Study;

/// <summary>Reads a study file, YAML or JSON by its ending.</summary>
public static class StudyFileReader
{
    private const string DefaultReference = "market";
    private const int DefaultFrames = 100;
    private const int DefaultWarmUpFrames = 20;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\,*\"\r\n");

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kinds">The kinds of scenario that there are.</param>
    /// <exception cref="StudyFileException">It cannot be read or run.</exception>
    public static StudyFile Read(string path, IReadOnlyList<IStudyKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
            throw new StudyFileException($"--file: there is no file '{path}'; --example prints a study to begin with.");
        return Parse(File.ReadAllText(path), path, kinds);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <exception cref="StudyFileException">It cannot be run.</exception>
    public static StudyFile Parse(string text, string path, IReadOnlyList<IStudyKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        var fields = new FileFields("", YamlText.Parse(text, Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase), path));
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var study = new StudyFile
        {
            Title = fields.Text("title", Path.GetFileName(folder)),
            Kind = fields.Text("kind", kinds[0].Name),
            Scenarios = Scenarios(fields.List("scenarios")),
            Policies = fields.Texts("policies"),
            Reference = fields.Text("reference", DefaultReference),
            Seeds = fields.Wholes("seeds", 0),
            Frames = fields.Whole("frames", DefaultFrames, 1),
            WarmUpFrames = fields.Whole("warmUpFrames", DefaultWarmUpFrames, 0),
            Grid = fields.Flag("grid"),
            Weights = fields.Text("weights", "") is { Length: > 0 } weights ? Path.GetFullPath(weights, folder) : null,
            Folder = folder,
        };
        fields.Done();
        Check(study, fields, kinds);
        return study;
    }

    private static StudyScenario[] Scenarios(IReadOnlyList<JsonNode?> nodes)
    {
        StudyScenario[] scenarios = [.. nodes.Select((node, index) =>
        {
            var fields = new FileFields($"scenarios[{index}]", node);
            var preset = fields.Text("preset");
            var scenario = new StudyScenario(fields.Text("name", Path.GetFileNameWithoutExtension(preset)), preset, fields.Mapping("options"), Sweeps(fields));
            fields.Done();
            return scenario;
        })];
        if (scenarios.GroupBy(scenario => scenario.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new StudyFileException($"scenarios: two are named {twice.Key}; give each a name of its own.");
        return scenarios;
    }

    private static IReadOnlyList<StudySweep> Sweeps(FileFields scenario)
    {
        var sweeps = new FileFields(scenario.Path("sweeps"), scenario.Mapping("sweeps"));
        return [.. scenario.Mapping("sweeps").Select(pair => new StudySweep(pair.Key, [.. sweeps.List(pair.Key).Select(value =>
            value is JsonValue && !value.ToString().AsSpan().ContainsAny(NotInNames) ? value : throw sweeps.Fault(pair.Key, $"holds {value?.ToJsonString() ?? "nothing"}", "list single values without / \\ , * and quotes"))]))];
    }

    private static void Check(StudyFile study, FileFields fields, IReadOnlyList<IStudyKind> kinds)
    {
        var kind = kinds.FirstOrDefault(kind => kind.Name == study.Kind)
            ?? throw fields.Fault("kind", $"is {study.Kind}", $"there are {string.Join(", ", kinds.Select(kind => kind.Name))}");
        foreach (var policy in study.Policies)
        {
            if (kind.Refusal(policy) is { } refusal)
                throw fields.Fault("policies", $"holds {policy}", refusal);
        }

        if (!study.Policies.Contains(study.Reference))
            throw fields.Fault("reference", $"is {study.Reference}", $"it must be one of the policies, {string.Join(", ", study.Policies)}");
        if (study.Seeds.Count < 2)
            throw fields.Fault("seeds", $"is [{study.Seeds[0]}]", "an interval needs two or more, and five are usual");
        if (study.Scenarios.FirstOrDefault(scenario => scenario.Name.AsSpan().ContainsAny(NotInNames)) is { } badlyNamed)
            throw fields.Fault("scenarios", $"holds the name {badlyNamed.Name}", "names become parts of files; leave out / \\ , * and quotes");
    }
}

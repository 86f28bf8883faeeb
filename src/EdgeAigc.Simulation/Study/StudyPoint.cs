using System.Text.Json.Nodes;

namespace EdgeAigc.Simulation.Study;

/// <summary>A scenario with one value of everything that is varied.</summary>
/// <param name="Scenario">Its scenario.</param>
/// <param name="Sweep">Names of what differs from the scenario, joined by '*'; empty where nothing does.</param>
/// <param name="Value">Its values, joined alike.</param>
/// <param name="Settings">All settings.</param>
public sealed record StudyPoint(StudyScenario Scenario, string Sweep, string Value, JsonObject Settings)
{
    /// <summary>Whether it is the scenario itself.</summary>
    public bool IsBase => Sweep.Length == 0;

    /// <summary>A name that can be part of a file name.</summary>
    public string Id => string.Join('-', [Scenario.Name, .. Sweep.Split('*').Zip(Value.Split('*'), (name, value) => $"{name}-{value}").Where(part => part != "-")]);

    /// <summary>All points of a study. A combination in which nothing differs from the scenario is the scenario's own point.</summary>
    /// <exception cref="StudyFileException">A setting does not exist or a value does not fit it.</exception>
    public static IReadOnlyList<StudyPoint> All(StudyFile study, IStudyKind kind)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(kind);
        List<StudyPoint> points = [];
        foreach (var scenario in study.Scenarios)
        {
            var settings = Checked(scenario.Name, "options", () => kind.Settings(study, scenario));
            points.Add(new(scenario, "", "", settings));
            foreach (var assignments in study.Grid ? Product(scenario.Sweeps) : scenario.Sweeps.SelectMany(sweep => Product([sweep])))
            {
                if (Create(scenario, settings, assignments, kind) is var point && !points.Exists(other => other.Scenario == scenario && other.Id == point.Id))
                    points.Add(point);
            }
        }

        return points;
    }

    private static StudyPoint Create(StudyScenario scenario, JsonObject settings, IReadOnlyList<(string Name, JsonNode Value)> assignments, IStudyKind kind)
    {
        var (all, names, values) = (settings, new List<string>(), new List<string>());
        foreach (var (name, value) in assignments)
        {
            var next = Checked(scenario.Name, $"sweeps.{name}", () => kind.Change(all, name, value));
            if (JsonNode.DeepEquals(next, all))
                continue;
            names.Add(name);
            values.Add(value.ToString());
            all = next;
        }

        return new(scenario, string.Join('*', names), string.Join('*', values), all);
    }

    private static IEnumerable<IReadOnlyList<(string Name, JsonNode Value)>> Product(IReadOnlyList<StudySweep> sweeps)
    {
        IEnumerable<IReadOnlyList<(string, JsonNode)>> product = [[]];
        foreach (var sweep in sweeps)
            product = [.. product.SelectMany(chosen => sweep.Values.Select(value => (IReadOnlyList<(string, JsonNode)>)[.. chosen, (sweep.Name, value)]))];
        return product;
    }

    private static JsonObject Checked(string scenario, string field, Func<JsonObject> make)
    {
        try
        {
            return make();
        }
        catch (InvalidDataException fault)
        {
            throw new StudyFileException($"scenarios.{scenario}.{field}: {fault.Message}", fault);
        }
    }
}

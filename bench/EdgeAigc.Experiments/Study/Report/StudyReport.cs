using System.Globalization;
using System.Net;
using System.Text;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.Experiments.Study.Report;

/// <summary>The report: one HTML file that needs nothing else and follows the reader's choice of light or dark.</summary>
internal sealed class StudyReport(StudyFile study, IStudyKind kind, IReadOnlyList<StudyRow> rows)
{
    private const string AtBase = "base";
    private const int Smoothing = 5;

    private readonly IReadOnlyList<StudyPoint> _points = StudyPoint.All(study, kind);
    private readonly StudyCurves[] _curves = [.. kind.Curves(study)];

    private readonly ILookup<(string Scenario, string Sweep, string Value, string Policy), StudyRow> _rows =
        rows.ToLookup(row => (row.Key.Scenario, row.Key.Sweep, row.Key.Value, row.Key.Policy));

    private readonly StringBuilder _page = new();

    public string Write()
    {
        _page.Clear();
        Append($"<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>{Encode(study.Title)}</title><style>\n{Resource.Text("Study.Report.page.css")}</style></head><body>\n");
        Append($"<h1>{Encode(study.Title)}</h1>\n<p>{study.Seeds.Count} seeds, {Encode(kind.Length(study))}. Every policy sees the same arrivals. ");
        Append($"± and error bars are 95 % intervals of the mean over seeds (Student's t). Utility: more is better.</p>\n");
        foreach (var scenario in study.Scenarios)
            WriteScenario(scenario);
        return _page.Append("</body></html>\n").ToString();
    }

    private void WriteScenario(StudyScenario scenario)
    {
        var policies = study.Policies.Select(policy => (Policy: policy, Rows: RowsOf(scenario.Name, "", "", policy)))
            .OrderByDescending(policy => Utility(policy.Rows) is { IsKnown: true } estimate ? estimate.Mean : double.NegativeInfinity).ToArray();
        Append($"\n<h2>{Encode(scenario.Name)}</h2>\n");
        var regrets = policies.Select(policy => (policy.Policy, Index(policy.Policy), Estimate.Of(policy.Rows.Select(row => 100 * row.Regret))))
            .Where(bar => bar.Item3.Mean > 0).ToArray();
        if (regrets.Length > 0)
            Append($"<h3>Regret to the policy that knows the future</h3>\n{BarChart.Draw($"Regret on {scenario.Name}", "regret, % of the oracle's utility (logarithmic)", regrets)}\n");
        Append($"<h3>What each achieved</h3>\n{PolicyTables.Results(policies, study.Reference)}\n");
        Append($"<p class='note'>Certified gap: {Encode(kind.GapMeaning)}.</p>\n");
        Append($"<h3>What each took</h3>\n{PolicyTables.Costs(policies, study.Reference)}\n");
        Append($"<p class='note'>The least of the seeds, because what runs beside a row can only add to its times. Training: both stages. Repairs: decisions that had to be made feasible.</p>\n");
        Append($"<h3>{Encode(study.Reference)} against the others</h3>\n{PolicyTables.Tests(policies, study.Reference)}\n");
        Append($"<p class='note'>Student's t tests of the differences by seed, two-sided; the last column is corrected for the number of tests in the table (Holm).</p>\n");
        foreach (var sweep in scenario.Sweeps)
            WriteSweep(scenario, sweep);
        if (study.Grid)
            WriteGrid(scenario);
        foreach (var curve in _curves.Where(curve => curve.Scenario == scenario.Name))
            WriteCurve(curve);
    }

    private void WriteSweep(StudyScenario scenario, StudySweep sweep)
    {
        // A value that is the scenario's own has no point of its own; the scenario's stands for it.
        var values = sweep.Values.Select(value => value.ToString()).Distinct().ToArray();
        StudyRow[] At(string value, string policy) => _points.Any(point => point.Scenario == scenario && point.Sweep == sweep.Name && point.Value == value)
            ? RowsOf(scenario.Name, sweep.Name, value, policy)
            : RowsOf(scenario.Name, "", "", policy);
        (string, int, (Estimate, bool)[])[] Lines(Func<StudyRow, double?> value) => [.. study.Policies.Select(policy => (policy, Index(policy), values.Select(at => At(at, policy))
            .Select(found => (Estimate.Of(found.Where(row => row.HasRun).Select(value)), found.Any(row => row.Outcome.TrainedAt == AtBase))).ToArray()))];
        var (lines, label) = (Lines(row => row.Outcome.Utility), kind.Label(sweep.Name));
        Append($"<h3>Utility against {Encode(label)}</h3>\n{SweepChart.Draw($"Utility against {label} on {scenario.Name}", label, values, "utility", lines)}\n");
        var table = new Table(values.Select(value => $"{sweep.Name} {value}").Prepend("utility"));
        foreach (var (policy, _, found) in lines)
            table.Row(policy == study.Reference, found.Select((point, place) => point.Item1.Text("F4", withInterval: true) + (point.Item2 ? " °" : "") + Seeds(At(values[place], policy))).Prepend(policy));
        Append($"{table}\n{SweepChart.Draw($"Regret against {label} on {scenario.Name}", label, values, "regret, %", Lines(row => 100 * row.Regret))}\n");
        var notes = new List<string>();
        if (lines.Any(line => line.Item3.Any(point => point.Item2)))
            notes.Add("Hollow marks and °: trained on the scenario itself, not at this value.");
        if (lines.Any(line => line.Item3.Any(point => !point.Item1.IsKnown)))
            notes.Add("–: does not apply; results.csv says why.");
        if (notes.Count > 0)
            Append($"<p class='note'>{Encode(string.Join(' ', notes))}</p>\n");
    }

    private void WriteGrid(StudyScenario scenario)
    {
        var table = new Table(study.Policies.Prepend("point"));
        foreach (var point in _points.Where(point => point.Scenario == scenario))
        {
            var name = point.IsBase ? "as it is" : string.Join(", ", point.Sweep.Split('*').Zip(point.Value.Split('*'), (sweep, value) => $"{sweep} {value}"));
            table.Row(false, study.Policies.Select(policy => Utility(RowsOf(scenario.Name, point.Sweep, point.Value, policy)).Text("F4", withInterval: true)).Prepend(name));
        }

        Append($"<h3>Utility at all points</h3>\n{table}\n");
    }

    private void WriteCurve(StudyCurves curve)
    {
        var lines = curve.Lines.Select(line =>
        {
            var smooth = line.Seeds.Select(Smooth).ToArray();
            return (line.Policy, Index(line.Policy), Enumerable.Range(0, smooth[0].Length).Select(step => Estimate.Of(smooth.Select(seed => (double?)seed[step]))).ToArray());
        }).ToArray();
        Append($"<h3>{Encode(curve.Title)}</h3>\n{CurveChart.Draw($"{curve.Title} on {curve.Scenario}", curve.Unit, curve.Measure, lines)}\n");
        Append($"<p class='note'>Mean over seeds with its 95 % interval, exploration included, moving mean of {Smoothing} points.</p>\n");
    }

    private StudyRow[] RowsOf(string scenario, string sweep, string value, string policy) => [.. _rows[(scenario, sweep, value, policy)]];

    private int Index(string policy)
    {
        for (var index = 0; index < study.Policies.Count; index++)
        {
            if (study.Policies[index] == policy)
                return index;
        }

        return study.Policies.Count;
    }

    // Said only where it is not as many as elsewhere.
    private string Seeds(StudyRow[] found) =>
        found.Count(row => row.HasRun) is > 0 and var seeds && seeds < study.Seeds.Count ? FormattableString.Invariant($" ({seeds} of {study.Seeds.Count} seeds)") : "";

    private static Estimate Utility(IEnumerable<StudyRow> found) => Estimate.Of(found.Where(row => row.HasRun).Select(row => (double?)row.Outcome.Utility));

    private static double[] Smooth(double[] values) => [.. values.Select((_, index) => values[Math.Max(0, index - Smoothing + 1)..(index + 1)].Average())];

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private void Append(FormattableString text) => _page.Append(text.ToString(CultureInfo.InvariantCulture));
}

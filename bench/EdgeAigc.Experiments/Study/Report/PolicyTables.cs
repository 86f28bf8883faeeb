using System.Globalization;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.Experiments.Study.Report;

/// <summary>Tables of the policies at one point.</summary>
internal static class PolicyTables
{
    private static readonly (string Head, string Format, bool WithInterval, Func<StudyRow, double?> Value)[] Achieved =
    [
        ("utility", "F4", true, row => row.Outcome.Utility),
        ("regret %", "F2", true, row => 100 * row.Regret),
        ("certified gap %", "F2", false, row => 100 * row.Outcome.CertifiedGap),
        ("delay s", "F1", false, row => row.Outcome.DelayMeanSeconds),
        ("p95 s", "F1", false, row => row.Outcome.DelayP95Seconds),
        ("quality", "F3", false, row => row.Outcome.Quality),
        ("hit ratio", "F3", false, row => row.Outcome.HitRatio),
        ("cloud", "F3", false, row => row.Outcome.CloudShare),
        ("reject", "F3", false, row => row.Outcome.RejectRatio),
        ("GB/frame", "F2", false, row => row.Outcome.LoadedGigabytesPerFrame),
    ];

    private static readonly (string Head, string Format, Func<StudyRow, double?> Value)[] Spent =
    [
        ("slot decision µs", "F1", row => row.Outcome.SlotMicroseconds),
        ("frame decision µs", "F0", row => row.Outcome.FrameMicroseconds),
        ("train s", "F0", row => row.Outcome.TrainSeconds),
        ("train MB", "F0", row => row.Outcome.TrainPeakMegabytes),
        ("weights kB", "F0", row => row.Outcome.WeightKilobytes),
        ("repairs", "F0", row => row.Outcome.Repairs),
    ];

    /// <summary>What each policy achieved, by the measures that there are.</summary>
    public static string Results(IReadOnlyList<(string Policy, StudyRow[] Rows)> policies, string reference)
    {
        var measures = Achieved.Where(measure => policies.Any(policy => policy.Rows.Any(row => row.HasRun && measure.Value(row) is not null))).ToArray();
        var table = new Table(measures.Select(measure => measure.Head).Prepend("policy"));
        foreach (var (policy, rows) in policies)
        {
            table.Row(policy == reference, measures.Select(measure =>
                Estimate.Of(rows.Where(row => row.HasRun).Select(measure.Value)).Text(measure.Format, measure.WithInterval)).Prepend(policy));
        }

        return table.ToString();
    }

    /// <summary>What each policy took, the least over the seeds: what runs beside can only add to it.</summary>
    public static string Costs(IReadOnlyList<(string Policy, StudyRow[] Rows)> policies, string reference)
    {
        var measures = Spent.Where(measure => policies.Any(policy => policy.Rows.Any(row => row.HasRun && measure.Value(row) is not null))).ToArray();
        var table = new Table(measures.Select(measure => measure.Head).Prepend("policy"));
        foreach (var (policy, rows) in policies)
        {
            table.Row(policy == reference, measures.Select(measure =>
                rows.Where(row => row.HasRun).Select(measure.Value).Min()?.ToString(measure.Format, CultureInfo.InvariantCulture) ?? "–").Prepend(policy));
        }

        return table.ToString();
    }

    /// <summary>The utility of the reference less that of each other policy, on the same seeds.</summary>
    public static string Tests(IReadOnlyList<(string Policy, StudyRow[] Rows)> policies, string reference)
    {
        var mine = policies.FirstOrDefault(policy => policy.Policy == reference).Rows ?? [];
        (string Policy, PairedTest Test)[] tests = [.. policies.Where(policy => policy.Policy != reference)
            .Select(policy => (policy.Policy, Pairs: Pairs(mine, policy.Rows)))
            .Where(policy => policy.Pairs.Length > 1)
            .Select(policy => (policy.Policy, PairedTest.Of([.. policy.Pairs.Select(pair => pair.First)], [.. policy.Pairs.Select(pair => pair.Second)])))];
        var adjusted = Holm.Adjust([.. tests.Select(test => test.Test.PValue)]);
        var table = new Table($"{reference} less", "difference of utility", "± 95 %", "p", "p (Holm)");
        for (var i = 0; i < tests.Length; i++)
        {
            var (policy, test) = tests[i];
            table.Row(false, policy, Text(test.MeanDifference, "F5"), Text(test.HalfWidth, "F5"), Text(test.PValue, "G2"), Text(adjusted[i], "G2"));
        }

        return table.ToString();
    }

    private static (double First, double Second)[] Pairs(StudyRow[] first, StudyRow[] second) =>
        [.. first.Where(row => row.HasRun).Join(second.Where(row => row.HasRun), row => row.Key.Seed, row => row.Key.Seed, (one, two) => (one.Outcome.Utility, two.Outcome.Utility))];

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary>Writes the report: one HTML file that needs nothing else.</summary>
internal static class StudyReport
{
    private const int Smoothing = 5;

    public static string Write(StudySettings settings, IReadOnlyList<StudyRow> rows, Func<string, string, int, string> folder)
    {
        var page = new StringBuilder("<!doctype html><html lang='en'><meta charset='utf-8'><title>Paper scenario</title><style>" +
            "body{font:15px/1.45 sans-serif;max-width:1100px;margin:2em auto;padding:0 1em}table{border-collapse:collapse;font-size:13px}" +
            "th,td{padding:3px 9px;text-align:right;border-bottom:1px solid #ddd}th:first-child,td:first-child{text-align:left}code{background:#f3f3f3;padding:2px 4px}</style>");
        page.Append("<h1>Caching and allocation: the published method, baselines and the market</h1>");
        page.Append("<p>The scenario is a reconstruction: of the study (T2DRL, arXiv 2411.01458) only the abstract was at hand. Rewards are negative costs; more is better. ")
            .Append("Every policy sees the same traces. ± is the 95 % confidence interval of the mean over seeds (Student's t). Times were taken on one shared core and vary with what runs beside.</p>");
        page.Append(CultureInfo.InvariantCulture, $"<p><code>dotnet run -c Release --project src/EdgeAigc.Training -- t2drl-study --scenario {string.Join(' ', settings.Scenarios)} --seeds {settings.Seeds} --frames {settings.Frames} --episodes {settings.Episodes} --training-frames {settings.TrainingFrames}</code></p>");
        foreach (var scenario in settings.Scenarios)
            WriteScenario(page, settings, scenario, [.. rows.Where(row => row.Scenario == scenario)], folder);
        return page.Append("</html>\n").ToString();
    }

    private static void WriteScenario(StringBuilder page, StudySettings settings, string scenario, StudyRow[] rows, Func<string, string, int, string> folder)
    {
        var policies = rows.GroupBy(row => row.Policy).OrderBy(group => group.Average(row => row.RegretToOracle)).ToArray();
        page.Append(CultureInfo.InvariantCulture, $"<h2>{scenario}</h2><h3>Regret to the clairvoyant exact policy, %</h3>");
        page.Append(SvgChart.Bars("regret, % of the oracle's reward (logarithmic)", [.. policies.Where(group => group.Key != "oracle").Select(group =>
        {
            var (mean, half) = PairedTest.MeanWithInterval([.. group.Select(row => 100 * row.RegretToOracle)]);
            return (group.Key, mean, half);
        })]));
        WriteTable(page, policies);
        WriteTests(page, policies);
        WriteCurves(page, settings, scenario, folder, "slot-curve.csv", "Learning curves of stage two", "episode of 100 slots, the first 10 random", "reward over equal shares");
        WriteCurves(page, settings, scenario, folder, "frame-curve.csv", "Learning curves of stage one", "ten frames", "reward over no cache");
    }

    private static void WriteTable(StringBuilder page, IEnumerable<IGrouping<string, StudyRow>> policies)
    {
        page.Append("<table><tr><th>policy<th>reward<th>regret %<th>delay s<th>p95 s<th>quality<th>hit ratio<th>cloud<th>GB/frame<th>slot µs<th>frame µs<th>train s<th>train MB<th>weights kB<th>repairs</tr>");
        foreach (var group in policies)
        {
            string Cell(Func<StudyRow, double> value, string format, bool interval = false)
            {
                var (mean, half) = PairedTest.MeanWithInterval([.. group.Select(value)]);
                return "<td>" + mean.ToString(format, CultureInfo.InvariantCulture) + (interval ? " ± " + half.ToString(format, CultureInfo.InvariantCulture) : "");
            }

            page.Append("<tr><td>").Append(group.Key)
                .Append(Cell(row => row.Reward, "F4", true)).Append(Cell(row => 100 * row.RegretToOracle, "F2", true)).Append(Cell(row => row.DelayMeanSeconds, "F1", true))
                .Append(Cell(row => row.DelayP95Seconds, "F1")).Append(Cell(row => row.Quality, "F3")).Append(Cell(row => row.HitRatio, "F3")).Append(Cell(row => row.CloudShare, "F3"))
                .Append(Cell(row => row.LoadedGigabytesPerFrame, "F2")).Append(Cell(row => row.DecisionMicroseconds, "F1")).Append(Cell(row => row.FrameMicroseconds, "F0"))
                .Append(Cell(row => row.TrainSeconds, "F0")).Append(Cell(row => row.TrainPeakMegabytes, "F0")).Append(Cell(row => row.WeightKilobytes, "F0"))
                .Append(Cell(row => row.Repairs, "F0")).Append("</tr>");
        }

        page.Append("</table>");
    }

    private static void WriteTests(StringBuilder page, IGrouping<string, StudyRow>[] policies)
    {
        page.Append("<h3>Paired differences of the reward, by seed</h3><table><tr><th>first − second<th>difference<th>± 95 %<th>p (two-sided, uncorrected)</tr>");
        var rewards = policies.ToDictionary(group => group.Key, group => group.OrderBy(row => row.Seed).Select(row => row.Reward).ToArray(), StringComparer.Ordinal);
        var pairs = rewards.Keys.Where(name => name is not "market" and not "oracle").Select(name => ("market", name))
            .Append(("t2drl", "t2drl-ddpg")).Append(("t2drl", "schrs")).Append(("t2drl", "rcars")).Append(("t2drl-set", "t2drl"));
        foreach (var (first, second) in pairs)
        {
            var test = PairedTest.Of(rewards[first], rewards[second]);
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{first} − {second}<td>{test.MeanDifference:F5}<td>{test.HalfWidth:F5}<td>{test.PValue:G2}</tr>");
        }

        page.Append("</table>");
    }

    private static void WriteCurves(
        StringBuilder page, StudySettings settings, string scenario, Func<string, string, int, string> folder, string file, string title, string xUnit, string yUnit)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h3>{title}</h3><p>Mean over seeds with its 95 % interval, exploration included, moving mean of {Smoothing} points.</p>");
        page.Append(SvgChart.Lines(xUnit, yUnit, [.. MethodSettings.Names.Select(method =>
        {
            var curves = Enumerable.Range(1, settings.Seeds).Select(seed => Smooth(LearningCurve.ReadGains(Path.Combine(folder(scenario, method, seed), file)))).ToArray();
            var points = Enumerable.Range(0, curves[0].Length).Select(index => PairedTest.MeanWithInterval([.. curves.Select(curve => curve[index])])).ToArray();
            return (method, points.Select(point => point.Mean).ToArray(), points.Select(point => point.HalfWidth).ToArray());
        })]));
    }

    private static double[] Smooth(double[] values) =>
        [.. values.Select((_, index) => values[Math.Max(0, index - Smoothing + 1)..(index + 1)].Average())];
}

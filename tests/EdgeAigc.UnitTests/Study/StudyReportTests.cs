using System.Text.RegularExpressions;
using EdgeAigc.Experiments.Study;
using EdgeAigc.Experiments.Study.Report;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.UnitTests.Study;

public sealed partial class StudyReportTests : IDisposable
{
    private readonly StudyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Report_HoldsEveryPolicyAndPoint_AndNothingFromElsewhere()
    {
        var study = Study("users: [2, 3], bandwidth: [0.5]");
        var page = new StudyReport(study, TinyStudies.Kind, Rows(study)).Write();

        Assert.All(study.Policies, policy => Assert.Equal(4, Count(page, $"<td>{policy}</td>") + (policy == study.Reference ? 0 : -1)));
        // Regret, and utility and regret for each of two sweeps.
        Assert.Equal(5, Count(page, "<svg "));
        Assert.Equal(Count(page, "<svg "), Count(page, "</svg>"));
        Assert.All((string[])["users 2", "users 3", "bandwidth 0.5"], head => Assert.Contains($"<th>{head}</th>", page, StringComparison.Ordinal));
        Assert.DoesNotMatch(Elsewhere(), page);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_EveryColourOfTheDrawings_IsDefinedForLightAndDark()
    {
        var study = Study("users: [2]");
        var page = new StudyReport(study, TinyStudies.Kind, Rows(study)).Write();

        foreach (var name in Variable().Matches(page).Select(match => match.Groups[1].Value).Distinct())
            Assert.Equal(2, Count(page, $"{name}: #"));
    }

    [Fact]
    public void Report_EscapesWhatTheFileSays()
    {
        var text = TinyStudies.Text("users: [2]").Replace("A tiny study", "\"<script>alert('&')</script>\"", StringComparison.Ordinal).Replace("name: tiny", "name: \"<i>tiny</i>\"", StringComparison.Ordinal);
        var study = TinyStudies.Parse(text.Replace("<i>tiny</i>", "<i>tiny", StringComparison.Ordinal), _folder.File("study.yaml"));

        var page = new StudyReport(study, TinyStudies.Kind, []).Write();

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<h2>&lt;i&gt;tiny</h2>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfRowsThatDoNotApply_SaysSo()
    {
        var study = Study("users: [2]");
        var rows = Rows(study).Select(row => row.Key is { Policy: "rcars", Sweep: "users" } ? row with { Outcome = new() { NotApplicable = "a reason" } } : row).ToArray();

        var page = new StudyReport(study, TinyStudies.Kind, rows).Write();

        Assert.Contains("<td>rcars</td><td>–</td>", page, StringComparison.Ordinal);
        Assert.Contains("does not apply", page, StringComparison.Ordinal);
        Assert.DoesNotContain("of 2 seeds", page, StringComparison.Ordinal);
        Assert.Contains(" (1 of 2 seeds)", new StudyReport(study, TinyStudies.Kind, [.. Rows(study).Where(row => row.Key.Seed == 1 || row.Key.Policy != "lru")]).Write(), StringComparison.Ordinal);
        Assert.DoesNotContain("does not apply", new StudyReport(study, TinyStudies.Kind, Rows(study)).Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfAGrid_HasATableOfAllPoints()
    {
        var study = TinyStudies.Parse(TinyStudies.Text("users: [2], cache: [5]", more: "grid: true"), _folder.File("study.yaml"));

        Assert.Contains("<td>users 2, cache 5</td>", new StudyReport(study, TinyStudies.Kind, Rows(study)).Write(), StringComparison.Ordinal);
    }

    // Student's t with 4 degrees of freedom has its 97.5 % point at 2.776445.
    [Fact]
    public void Estimate_OfOneToFive_HasTheIntervalOfStudent()
    {
        var estimate = Estimate.Of([1, 2, 3, 4, 5]);

        Assert.Equal(3, estimate.Mean);
        Assert.Equal(2.776445105 * Math.Sqrt(2.5 / 5), estimate.HalfWidth, 1e-8);
        Assert.Equal("3.00 ± 1.96", estimate.Text("F2", withInterval: true));
    }

    [Fact]
    public void Estimate_OfFewerThanTwo_HasNoInterval()
    {
        Assert.Equal(("–", "1.0"), (Estimate.Of([null]).Text("F1", true), Estimate.Of([1, null]).Text("F1", true)));
        Assert.Equal((1, 1), Estimate.Of([1]).Interval);
    }

    // Holm (1979) by hand: 3 · 0.01, 2 · 0.03, and 0.04 is raised to what came before it.
    [Fact]
    public void Holm_OfThree_IsMonotone()
    {
        Assert.Equal([0.03, 0.06, 0.06], Holm.Adjust([0.01, 0.04, 0.03]).Select(value => Math.Round(value, 12)));
        Assert.Equal([1, 1], Holm.Adjust([0.6, 0.9]));
    }

    [Theory]
    [InlineData(-0.0612, 0.0421)]
    [InlineData(3, 3)]
    [InlineData(0, 12_345)]
    public void Axis_Ticks_AreRoundAndWithin(double low, double high)
    {
        var axis = new Axis(0, 100, low, high);
        var ticks = axis.Ticks().ToArray();

        Assert.InRange(ticks.Length, 2, 8);
        Assert.DoesNotContain("-0", ticks.Select(tick => tick.ToString("G4", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(ticks, tick => Assert.InRange(axis.At(tick), -1e-9, 100 + 1e-9));
        var step = ticks[1] - ticks[0];
        Assert.Contains(Math.Round(step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.0000001))), 6), (double[])[1, 2, 5]);
        Assert.True(axis.At(high) < axis.At(low) || low == high, "More is higher.");
    }

    [Fact]
    public void Labels_AreSpreadInOrderWithTheirGap()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            // Often crowded at one end.
            double[] wanted = [.. Enumerable.Range(0, 8).Select(_ => 10 + (100 * Math.Pow(random.NextDouble(), 1 + (round % 5))))];
            var placed = Axis.Spread(wanted, 14, 10, 110);
            var order = Enumerable.Range(0, 8).OrderBy(index => wanted[index]).ToArray();

            Assert.All(order.Zip(order.Skip(1)), pair => Assert.True(placed[pair.Second] - placed[pair.First] >= 14 - 1e-9));
            Assert.All(placed, height => Assert.InRange(height, 10 - 1e-9, 110 + 1e-9));
        }

        Assert.Equal([0, 50], Axis.Spread([0, 50], 14, 0, 50));
    }

    private StudyFile Study(string sweeps) => TinyStudies.Parse(TinyStudies.Text(sweeps), _folder.File("study.yaml"));

    private IReadOnlyList<StudyRow> Rows(StudyFile study) =>
        new StudyRunner(study, TinyStudies.Kind, new(_folder.File("results.csv")), TimeProvider.System).Run(2, false, (_, _, _) => { }, TestContext.Current.CancellationToken);

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("https?:|src=|href=|@import|url\\(", RegexOptions.CultureInvariant)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"var\((--\w+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}

using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.UnitTests.Projects;

namespace EdgeAigc.UnitTests.Telemetry;

public sealed partial class MetricCatalogTests
{
    [Fact]
    public void All_HoldsEveryDefinitionOnceUnderItsOwnName()
    {
        var defined = typeof(MetricCatalog).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(MetricDefinition)).Select(property => (MetricDefinition)property.GetValue(null)!).ToList();

        Assert.Equal(defined.Select(metric => metric.Name).Order(StringComparer.Ordinal), MetricCatalog.All.Select(metric => metric.Name).Order(StringComparer.Ordinal));
        Assert.Distinct(MetricCatalog.All.Select(metric => metric.Name));
        Assert.All(MetricCatalog.All, metric => Assert.Equal(metric.Kind == MetricKind.Histogram, metric.Buckets.Count > 0));
        Assert.All(MetricCatalog.All, metric => Assert.Equal(metric.Buckets.Order(), metric.Buckets));
    }

    [Fact]
    public void Documentation_TableOfMetrics_IsTheCatalog()
    {
        var rows = File.ReadLines(Path.Combine(ProjectFiles.Top, "docs", "observability.md"))
            .SkipWhile(line => line != "## Metrics").TakeWhile(line => line != "## Traces").Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(MetricCatalog.All.Select(Row).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Dashboard_EveryMetricItQueries_ExistsAndEveryMetricIsShown()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Path.Combine(ProjectFiles.Top, "k8s", "grafana-dashboard.json")))!;
        var queries = dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => target!["expr"]!.GetValue<string>());
        var labels = MetricCatalog.All.SelectMany(metric => metric.Attributes).Select(name => name.Replace('.', '_')).ToHashSet(StringComparer.Ordinal);
        var series = MetricCatalog.All.SelectMany(Series).ToDictionary(pair => pair.Series, pair => pair.Metric, StringComparer.Ordinal);

        var queried = queries.SelectMany(query => OwnName().Matches(query)).Select(match => match.Value).Where(name => !labels.Contains(name)).ToList();

        Assert.All(queried, name => Assert.Contains(name, series.Keys));
        Assert.Equal(MetricCatalog.All.Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal), queried.Select(name => series[name].Name).ToHashSet(StringComparer.Ordinal));
    }

    private static string Row(MetricDefinition metric) => string.Create(CultureInfo.InvariantCulture,
        $"| `{metric.Name}` | {KindOf(metric)} | `{metric.Unit}` | {(metric.Attributes.Count == 0 ? "-" : string.Join(", ", metric.Attributes.Select(name => $"`{name}`")))} | {metric.Description} |");

    private static string KindOf(MetricDefinition metric) => metric.Kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static IEnumerable<(string Series, MetricDefinition Metric)> Series(MetricDefinition metric) => metric.Kind == MetricKind.Histogram
        ? new[] { "_bucket", "_sum", "_count" }.Select(end => (metric.PrometheusName + end, metric))
        : [(metric.PrometheusName, metric)];

    [GeneratedRegex(@"\b(edgeaigc|gen_ai)_\w+")]
    private static partial Regex OwnName();
}

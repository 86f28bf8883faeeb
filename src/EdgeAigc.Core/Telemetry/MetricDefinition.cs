namespace EdgeAigc.Core.Telemetry;

/// <summary>What is measured under which name.</summary>
/// <param name="Name">Name of the instrument.</param>
/// <param name="Kind">Kind of the instrument.</param>
/// <param name="Unit">Unit in UCUM; what is counted stands in braces.</param>
/// <param name="Description">What it tells.</param>
/// <param name="Attributes">The attributes that its measurements may carry. All take few values: models, codes, phases; never what a caller wrote.</param>
public sealed record MetricDefinition(string Name, MetricKind Kind, string Unit, string Description, params IReadOnlyList<string> Attributes)
{
    /// <summary>Upper bounds of the buckets of a histogram; empty for other kinds.</summary>
    public IReadOnlyList<double> Buckets { get; init; } = [];

    /// <summary>The name in Prometheus' text format: points become underscores, seconds and bytes are written out, counters end in total.</summary>
    public string PrometheusName
    {
        get
        {
            var unit = Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
            return Name.Replace('.', '_') + unit + (Kind == MetricKind.Counter ? "_total" : "");
        }
    }
}

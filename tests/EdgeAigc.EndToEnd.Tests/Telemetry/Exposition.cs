using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeAigc.EndToEnd.Tests.Telemetry;

/// <summary>A page of metrics in Prometheus' text format.</summary>
internal sealed partial class Exposition(string text)
{
    private readonly List<(string Name, string Labels, double Value)> _samples = [.. text.Split('\n')
        .Select(line => Line().Match(line)).Where(line => line.Success)
        .Select(line => (line.Groups["name"].Value, line.Groups["labels"].Value, double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture)))];

    public string Text { get; } = text;

    /// <summary>Whether there is a sample of the metric.</summary>
    public bool Has(string name) => _samples.Any(sample => sample.Name == name || sample.Name == $"{name}_count");

    /// <summary>Sum of the samples that carry the labels, such as <c>outcome="kept"</c>.</summary>
    public double Sum(string name, params string[] labels) =>
        _samples.Where(sample => sample.Name == name && labels.All(label => sample.Labels.Contains(label, StringComparison.Ordinal))).Sum(sample => sample.Value);

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>[^ ]+)( [0-9.]+)?$")]
    private static partial Regex Line();
}

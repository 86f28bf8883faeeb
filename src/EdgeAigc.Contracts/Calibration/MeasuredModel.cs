using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Calibration;

/// <summary>The measured curves of a model in a node's folder.</summary>
/// <param name="Device">Device that they were measured on.</param>
/// <param name="MeasuredAt">When.</param>
/// <param name="Latency">Times.</param>
/// <param name="Levels">Quality of each level, ascending.</param>
/// <param name="ResidentBytes">Device memory of the resident model, in bytes.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.MeasuredModel")]
public sealed record MeasuredModel(
    [property: Id(0)] string Device,
    [property: Id(1)] DateTimeOffset MeasuredAt,
    [property: Id(2)] LatencySummary Latency,
    [property: Id(3)] ImmutableArray<QualityLevel> Levels,
    [property: Id(4)] long ResidentBytes);

using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Calibration;

/// <summary>What to measure on a node. Unset members take the node's defaults.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.CalibrationRequest")]
public sealed record CalibrationRequest
{
    /// <summary>Name of the model.</summary>
    [Id(0)] public required string Model { get; init; }

    /// <summary>Prompts of the pictures that are scored, or none for those of the model's folder, or else everyday words.</summary>
    [Id(1)] public ImmutableArray<string>? Prompts { get; init; }

    /// <summary>Timed runs of each latency measurement, of which the median counts; at least 1, or null for the default.</summary>
    [Id(2)] public int? Repetitions { get; init; }

    /// <summary>Fewer levels, a shorter reference and fewer pictures: a first idea of the curves.</summary>
    [Id(3)] public bool Quick { get; init; }
}

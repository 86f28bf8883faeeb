using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Calibration;

/// <summary>The curves are measured: their essentials, and where the node stored the whole.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.CalibrationCompleted")]
public sealed record CalibrationCompleted : CalibrationEvent
{
    /// <inheritdoc/>
    public override bool IsLast => true;

    /// <summary>Model that was measured.</summary>
    [Id(0)] public required string Model { get; init; }

    /// <summary>Node that measured it.</summary>
    [Id(1)] public required string Node { get; init; }

    /// <summary>Device that ran it.</summary>
    [Id(2)] public required string Device { get; init; }

    /// <summary>Times.</summary>
    [Id(3)] public required LatencySummary Latency { get; init; }

    /// <summary>Quality of each level, ascending; the last one is the reference.</summary>
    [Id(4)] public required ImmutableArray<QualityLevel> Levels { get; init; }

    /// <summary>Device memory of the resident model, in bytes.</summary>
    [Id(5)] public required long ResidentBytes { get; init; }

    /// <summary>Full paths of the files on the node; empty when <see cref="FileProblem"/> says why not.</summary>
    [Id(6)] public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Why the node could not store the files, or null.</summary>
    [Id(7)] public string? FileProblem { get; init; }
}

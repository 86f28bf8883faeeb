using System.Collections.Immutable;
using EdgeAigc.Contracts.Nodes;

namespace EdgeAigc.Contracts.Coordination;

/// <summary>What a node tells once a frame. Counts are those since its last report, so a report that is lost takes its time with it.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.FrameReport")]
public sealed record FrameReport
{
    /// <summary>Whether the node answers to that epoch; if not, <see cref="Epoch"/> is all that the report tells.</summary>
    [Id(0)] public bool Accepted { get; init; } = true;

    /// <summary>The highest epoch that the node has seen.</summary>
    [Id(1)] public long Epoch { get; init; }

    /// <summary>Time since the last report.</summary>
    [Id(2)] public TimeSpan Period { get; init; }

    /// <summary>What was asked for in that time.</summary>
    [Id(3)] public ImmutableArray<ModelCounts> Counts { get; init; } = [];

    /// <summary>The models that the node can serve.</summary>
    [Id(4)] public ImmutableArray<ModelFigures> Models { get; init; } = [];

    /// <summary>The node.</summary>
    [Id(5)] public NodeStatus? Status { get; init; }

    /// <summary>Its failure domain, or null.</summary>
    [Id(6)] public string? Zone { get; init; }
}

using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Coordination;

/// <summary>What one node is to hold.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.NodePlan")]
public sealed record NodePlan
{
    /// <summary>Number of the plan; a node never goes back to a lower one.</summary>
    [Id(0)] public required long Epoch { get; init; }

    /// <summary>Models that are to be resident, the most wanted first.</summary>
    [Id(1)] public ImmutableArray<string> Resident { get; init; } = [];

    /// <summary>Models that go elsewhere and of which this node has the cluster's last copy: they stay until another node has one.</summary>
    [Id(2)] public ImmutableArray<LastCopy> LastCopies { get; init; } = [];

    /// <summary>All pins of the cluster. Nodes keep them for a Coordinator that comes back where its stored state is not.</summary>
    [Id(3)] public ImmutableArray<ModelPin> Pins { get; init; } = [];
}

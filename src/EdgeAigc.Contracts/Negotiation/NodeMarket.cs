using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Negotiation;

/// <summary>What a node's stage two decided lately, and what became of its promises since the node started.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.NodeMarket")]
public sealed record NodeMarket
{
    /// <summary>The last slots in which bids were answered, the newest last.</summary>
    [Id(0)] public ImmutableArray<SlotSummary> Slots { get; init; } = [];

    /// <summary>Promises that were missed by more than a tenth, by cause.</summary>
    [Id(1)] public ImmutableDictionary<string, long> MissedByCause { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Capacity of the egress link in bits per second; infinite when it is not paced.</summary>
    [Id(2)] public double EgressBitsPerSecond { get; init; }

    /// <summary>What the deliveries under way were promised of it, in bits per second.</summary>
    [Id(3)] public double CommittedBitsPerSecond { get; init; }

    /// <summary>Deliveries under way.</summary>
    [Id(4)] public int Deliveries { get; init; }
}

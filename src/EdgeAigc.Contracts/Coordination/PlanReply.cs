namespace EdgeAigc.Contracts.Coordination;

/// <summary>Whether a node takes orders of that epoch.</summary>
/// <param name="Accepted">False where the node has seen a higher epoch.</param>
/// <param name="Epoch">The highest epoch that the node has seen.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.PlanReply")]
public sealed record PlanReply([property: Id(0)] bool Accepted, [property: Id(1)] long Epoch);

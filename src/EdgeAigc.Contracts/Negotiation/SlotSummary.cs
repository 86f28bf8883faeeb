using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Negotiation;

/// <summary>Bids that were answered together.</summary>
/// <param name="At">When.</param>
/// <param name="Answers">The answers.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.SlotSummary")]
public sealed record SlotSummary([property: Id(0)] DateTimeOffset At, [property: Id(1)] ImmutableArray<SlotAnswer> Answers);

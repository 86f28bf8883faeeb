namespace EdgeAigc.Contracts.Generation;

/// <summary>What a node could do for a request that it refused.</summary>
/// <param name="Earliest">Earliest possible finish, in time from the bid, with the fewest acceptable steps; null when it never can.</param>
/// <param name="BestQuality">Best quality by the deadline, from 0 to 1; 0 when nothing can be ready by then.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.PossibleService")]
public sealed record PossibleService([property: Id(0)] TimeSpan? Earliest, [property: Id(1)] double BestQuality);

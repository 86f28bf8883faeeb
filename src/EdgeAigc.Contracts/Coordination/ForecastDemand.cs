namespace EdgeAigc.Contracts.Coordination;

/// <summary>Demand that is expected of the coming frame.</summary>
/// <param name="Node">Node by whose silo the requests enter.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="RequestsPerSecond">Rate.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ForecastDemand")]
public sealed record ForecastDemand([property: Id(0)] string Node, [property: Id(1)] string Model, [property: Id(2)] double RequestsPerSecond);

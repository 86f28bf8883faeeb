namespace EdgeAigc.Contracts.Coordination;

/// <summary>Requests for a model at a node.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Arrivals">Requests that entered the cluster by this node's silo, each once, wherever they were served.</param>
/// <param name="Served">Requests that this node served to their end.</param>
/// <param name="Misses">Requests that this node took on while the model was not in its memory.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ModelCounts")]
public sealed record ModelCounts(
    [property: Id(0)] string Model, [property: Id(1)] int Arrivals, [property: Id(2)] int Served, [property: Id(3)] int Misses);

namespace EdgeAigc.Contracts.Coordination;

/// <summary>A model that a node could not load, and does not try again for a while.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Message">Why.</param>
/// <param name="Attempts">Attempts that failed one after the other.</param>
/// <param name="RetryAfter">Time until the next attempt is allowed.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.FailedLoad")]
public sealed record FailedLoad(
    [property: Id(0)] string Model, [property: Id(1)] string Message, [property: Id(2)] int Attempts, [property: Id(3)] TimeSpan RetryAfter);

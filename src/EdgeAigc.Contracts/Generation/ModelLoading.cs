namespace EdgeAigc.Contracts.Generation;

/// <summary>The model was not in memory; the node is loading it and the request waits for it.</summary>
/// <param name="Model">Name of the model.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.ModelLoading")]
public sealed record ModelLoading([property: Id(0)] string Model) : GenerationEvent
{
    /// <summary>Name of the node that loads it.</summary>
    [Id(1)] public string Node { get; init; } = "";

    /// <summary>Expected time until it is in memory; null where nothing is known.</summary>
    [Id(2)] public TimeSpan? Expected { get; init; }

    /// <summary>Whether the load began before the request came, by the plan.</summary>
    [Id(3)] public bool IsPlanned { get; init; }
}

namespace EdgeAigc.Contracts.Generation;

/// <summary>The model was not in memory; the node is loading it and the request waits for it. Told again whenever there is news.</summary>
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

    /// <summary>What it is waited for just now.</summary>
    [Id(4)] public ModelLoadingState State { get; init; }

    /// <summary>Node that its files come from, or <c>origin</c>; empty while that is open, and when they are on disk.</summary>
    [Id(5)] public string Source { get; init; } = "";

    /// <summary>Part of its files that was fetched, in [0, 1]; 0 when they are opened.</summary>
    [Id(6)] public double Fraction { get; init; }
}

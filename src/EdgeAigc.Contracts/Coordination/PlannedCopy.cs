using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Coordination;

/// <summary>A model that the plan has on a node, and why.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.PlannedCopy")]
public sealed record PlannedCopy
{
    /// <summary>Name of the node.</summary>
    [Id(0)] public required string Node { get; init; }

    /// <summary>Name of the model.</summary>
    [Id(1)] public required string Model { get; init; }

    /// <summary>Demand that it is planned to serve, in requests per second, from whichever node.</summary>
    [Id(2)] public double RequestsPerSecond { get; init; }

    /// <summary>Utility per second of serving that demand here instead of from a cold model.</summary>
    [Id(3)] public double Gain { get; init; }

    /// <summary>Epoch of the plan that brought it here.</summary>
    [Id(4)] public long SinceEpoch { get; init; }

    /// <summary>Models that left the node in that plan.</summary>
    [Id(5)] public ImmutableArray<string> Displaced { get; init; } = [];
}

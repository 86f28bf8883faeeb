using System.Collections.Immutable;
using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Grains.Keys;

/// <summary>What a node keeps of the keys.</summary>
internal sealed record NodeKeysState
{
    /// <summary>Name of the storage that keeps it, and the quotas.</summary>
    public const string Storage = "keys";

    public ImmutableArray<ApiKey> Keys { get; init; } = [];
}

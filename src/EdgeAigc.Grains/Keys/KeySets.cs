using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Grains.Keys;

/// <summary>
/// Sets of keys that may be merged in any order, any number of times, with the same result: the union by id, in which a key is revoked when
/// it is revoked in any of them. So nodes need no leader, and a revocation is never lost to an older copy.
/// </summary>
internal static class KeySets
{
    /// <summary>Most keys that a cluster keeps, revoked ones among them.</summary>
    public const int MaxKeys = 10_000;

    public static ApiKeySet Empty { get; } = Of([]);

    public static ApiKeySet Of(IEnumerable<ApiKey> keys)
    {
        ImmutableArray<ApiKey> sorted = [.. keys.OrderBy(key => key.Id, StringComparer.Ordinal)];
        var text = new StringBuilder();
        foreach (var key in sorted)
            text.Append(CultureInfo.InvariantCulture, $"{key.Id} {key.RevokedAt?.UtcTicks}\n");
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))), sorted);
    }

    public static ApiKeySet Merge(ApiKeySet one, ApiKeySet other) => one.Digest == other.Digest
        ? one
        : Of(one.Keys.Concat(other.Keys).GroupBy(key => key.Id, StringComparer.Ordinal).Select(Merge));

    // The first revocation counts: it is the one that somebody relied on.
    private static ApiKey Merge(IGrouping<string, ApiKey> copies) => copies.First() with { RevokedAt = copies.Min(key => key.RevokedAt) };
}

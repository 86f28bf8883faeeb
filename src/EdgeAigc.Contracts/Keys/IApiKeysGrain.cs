using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Keys;

/// <summary>The API keys of the cluster, answered by whichever silo the caller is connected to. The key is always 0.</summary>
[Alias("edgeaigc.IApiKeysGrain"), GrainInterfaceType("edgeaigc.api-keys")]
public interface IApiKeysGrain : IGrainWithIntegerKey
{
    /// <summary>Adds a key on every node. The caller made it and tells its hash only.</summary>
    [Alias("Add")]
    Task<ApiKeyChange> AddAsync(ApiKey key);

    /// <summary>Revokes a key on every node, for good.</summary>
    [Alias("Revoke")]
    Task<ApiKeyChange> RevokeAsync(string id);

    /// <summary>All keys by id, revoked ones among them.</summary>
    [Alias("List")]
    Task<ImmutableArray<ApiKey>> ListAsync();

    /// <summary>The keys as this silo's own node knows them; asks nobody else.</summary>
    /// <param name="digest">Digest of the set that the caller has, or null.</param>
    /// <returns>The set, or null when it is the one that the caller has.</returns>
    [Alias("GetLocal")]
    Task<ApiKeySet?> GetLocalAsync(string? digest);
}

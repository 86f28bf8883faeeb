namespace EdgeAigc.Contracts.Keys;

/// <summary>The API keys as one node keeps them on its disk; the key is the node's name. Nodes tell each other what they know.</summary>
[Alias("edgeaigc.INodeKeysGrain"), GrainInterfaceType("edgeaigc.node-keys")]
public interface INodeKeysGrain : IGrainWithStringKey
{
    /// <summary>The keys of this node.</summary>
    /// <param name="digest">Digest of the set that the caller has, or null.</param>
    /// <returns>The set, or null when it is the one that the caller has.</returns>
    [Alias("Get")]
    Task<ApiKeySet?> GetAsync(string? digest);

    /// <summary>Adds to what this node knows; on the disk when it returns. The order and the number of merges do not matter.</summary>
    [Alias("Merge")]
    Task MergeAsync(ApiKeySet keys);
}

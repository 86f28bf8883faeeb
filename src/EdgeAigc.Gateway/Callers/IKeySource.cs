using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Gateway.Callers;

/// <summary>What the HTTP API needs to know of keys and quotas.</summary>
internal interface IKeySource
{
    /// <summary>All keys, or null when they are those of the digest.</summary>
    Task<ApiKeySet?> GetKeysAsync(string? digest);

    /// <summary>Charges a request its expected work, or refuses it.</summary>
    Task<QuotaReply> ReserveAsync(ApiKey key, string request, double work);

    /// <summary>Charges a request the work that was made instead.</summary>
    Task SettleAsync(ApiKey key, string request, double work);
}

using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Gateway.Callers;

/// <summary>The keys and quotas that the cluster's grains keep.</summary>
internal sealed class GrainKeySource(IGrainFactory grains) : IKeySource
{
    public Task<ApiKeySet?> GetKeysAsync(string? digest) => grains.GetGrain<IApiKeysGrain>(0).GetLocalAsync(digest);

    public Task<QuotaReply> ReserveAsync(ApiKey key, string request, double work) =>
        grains.GetGrain<IWorkQuotaGrain>(key.Id).ReserveAsync(key.Quota, request, work);

    public Task SettleAsync(ApiKey key, string request, double work) => grains.GetGrain<IWorkQuotaGrain>(key.Id).SettleAsync(request, work);
}

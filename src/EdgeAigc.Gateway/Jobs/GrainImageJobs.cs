using EdgeAigc.Contracts.Jobs;

namespace EdgeAigc.Gateway.Jobs;

/// <summary>The jobs and images that the cluster's grains keep.</summary>
internal sealed class GrainImageJobs(IGrainFactory grains) : IImageJobs
{
    public Task<ImageJobStatus> StartAsync(string id, ImageJobOrder order) => Job(id).StartAsync(order);

    public Task<ImageJobStatus?> FindAsync(string id, string? owner) => Job(id).GetAsync(owner);

    public Task<ImageJobStatus?> CancelAsync(string id, string? owner) => Job(id).CancelAsync(owner);

    public async Task<string?> KeepAsync(byte[] image, string contentType)
    {
        var id = ImageResultId.Create();
        return await grains.GetGrain<IImageResultGrain>(id).KeepAsync(new(image, contentType, default)) is null ? null : id;
    }

    public Task<ImageFile?> FindResultAsync(string id) => grains.GetGrain<IImageResultGrain>(id).GetAsync();

    private IImageJobGrain Job(string id) => grains.GetGrain<IImageJobGrain>(id);
}

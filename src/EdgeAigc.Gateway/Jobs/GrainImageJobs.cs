using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Gateway.Dashboard;

namespace EdgeAigc.Gateway.Jobs;

/// <summary>The jobs and images that the cluster's grains keep.</summary>
internal sealed class GrainImageJobs(IGrainFactory grains, JobLog log) : IImageJobs
{
    // The log itself must be held by somebody, which the container does.
    private readonly Lazy<IImageJobObserver> _observer = new(() => grains.CreateObjectReference<IImageJobObserver>(log));

    public Task<ImageJobStatus> StartAsync(string id, ImageJobOrder order) => Job(id).StartAsync(order, _observer.Value);

    public Task<ImageJobStatus?> FindAsync(string id, string? owner) => Job(id).GetAsync(owner);

    public Task<ImageJobStatus?> CancelAsync(string id, string? owner) => Job(id).CancelAsync(owner);

    public async Task<string?> KeepAsync(byte[] image, string contentType)
    {
        var id = ImageResultId.Create();
        return await grains.GetGrain<IImageResultGrain>(id).KeepAsync(new(image, contentType, default)) is null ? null : id;
    }

    public IAsyncEnumerable<ImageFilePart> ReadResultAsync(string id, CancellationToken cancellationToken) =>
        grains.GetGrain<IImageResultGrain>(id).ReadAsync(cancellationToken);

    private IImageJobGrain Job(string id) => grains.GetGrain<IImageJobGrain>(id);
}

using EdgeAigc.Contracts.Jobs;

namespace EdgeAigc.Gateway.Jobs;

/// <summary>What the HTTP API needs of the jobs and of the images that are kept.</summary>
internal interface IImageJobs
{
    /// <summary>Starts a job, or joins the one of this id.</summary>
    Task<ImageJobStatus> StartAsync(string id, ImageJobOrder order);

    /// <summary>The job as it stands; null when there is none for this owner.</summary>
    Task<ImageJobStatus?> FindAsync(string id, string? owner);

    /// <summary>Cancels a job; null when there is none for this owner.</summary>
    Task<ImageJobStatus?> CancelAsync(string id, string? owner);

    /// <summary>Keeps an image and returns its id, or null when it is too large.</summary>
    Task<string?> KeepAsync(byte[] image, string contentType);

    /// <summary>An image that is kept, in parts as they may go out; no parts when there is none.</summary>
    IAsyncEnumerable<ImageFilePart> ReadResultAsync(string id, CancellationToken cancellationToken);
}

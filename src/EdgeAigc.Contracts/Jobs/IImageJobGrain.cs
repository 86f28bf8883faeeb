namespace EdgeAigc.Contracts.Jobs;

/// <summary>Images that are made whether or not anybody waits for them; the key is the id of the job.</summary>
[Alias("edgeaigc.IImageJobGrain"), GrainInterfaceType("edgeaigc.image-job")]
public interface IImageJobGrain : IGrainWithStringKey
{
    /// <summary>Starts the job, or joins the one that was started under this id, and returns when nodes have taken it, it waits for them, or
    /// they refused it.</summary>
    /// <param name="order">What it shall make.</param>
    /// <param name="observer">Who is told of its events where this call starts it; null for nobody.</param>
    [Alias("Submit")]
    Task<ImageJobStatus> StartAsync(ImageJobOrder order, IImageJobObserver? observer = null);

    /// <summary>The job as it stands; null when there is none for this owner, or none any more.</summary>
    [Alias("Get")]
    Task<ImageJobStatus?> GetAsync(string? owner);

    /// <summary>Cancels the job at its next denoising step, if it has not ended.</summary>
    /// <returns>The job as it stands then; null when there is none for this owner, or none any more.</returns>
    [Alias("Cancel")]
    Task<ImageJobStatus?> CancelAsync(string? owner);
}

using EdgeAigc.Contracts.Jobs;
using EdgeAigc.Gateway.Errors;
using EdgeAigc.Gateway.Images;

namespace EdgeAigc.Gateway.Jobs;

/// <summary>A job.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">queued, in_progress, completed, failed or cancelled.</param>
/// <param name="QueuePosition">Requests that wait on the node where fewest do, this one included; null when it does not wait.</param>
/// <param name="Progress">Part of the denoising steps that are done, from 0 to 100.</param>
/// <param name="CreatedAt">When it was submitted, in seconds since 1970.</param>
/// <param name="CompletedAt">When it ended, in seconds since 1970, or null.</param>
/// <param name="ExpiresAt">Until when it is known at most, in seconds since 1970, or null while it is under way.</param>
/// <param name="Error">Why it failed, or null.</param>
/// <param name="Result">What a request for images would have replied, once it is completed; else null.</param>
internal sealed record JobReply(
    string Id,
    string Status,
    int? QueuePosition,
    double Progress,
    long CreatedAt,
    long? CompletedAt,
    long? ExpiresAt,
    ErrorBody? Error,
    ImagesReply? Result)
{
    /// <summary>Always image.generation.job.</summary>
    public string Object { get; } = "image.generation.job";

    public static string NameOf(ImageJobState state) => state switch
    {
        ImageJobState.Queued => "queued",
        ImageJobState.InProgress => "in_progress",
        ImageJobState.Completed => "completed",
        ImageJobState.Failed => "failed",
        _ => "cancelled",
    };
}

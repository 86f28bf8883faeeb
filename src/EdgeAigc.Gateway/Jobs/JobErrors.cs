using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Jobs;

/// <summary>Refusals about jobs and images that are kept.</summary>
internal static class JobErrors
{
    // Nobody remembers what went; what has the form of an id was most likely one.
    public static ApiError GoneJob(string id) => new(StatusCodes.Status410Gone, "job_expired", null,
        $"Job '{id}' is not known any more: it ended too long ago, its room was needed, its node was lost, or it is another tenant's. Submit it again.");

    public static ApiError UnknownJob(string id) => new(StatusCodes.Status404NotFound, "job_not_found", null,
        $"'{ApiErrors.Quote(id)}' is not the id of a job; POST /v1/images/jobs replies with it.");

    public static ApiError GoneResult() => new(StatusCodes.Status410Gone, "result_expired", null,
        "The image is not kept any more: its time is over, its room was needed, or its node was lost. Make it again.");

    public static ApiError UnknownResult() => new(StatusCodes.Status404NotFound, "result_not_found", null, "There is no image at this address; it is not whole.");

    public static ApiError TooLarge() => new(StatusCodes.Status503ServiceUnavailable, "result_too_large", "response_format",
        "The image is larger than the node keeps images for; ask for b64_json.");
}

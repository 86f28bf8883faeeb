using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Errors;

/// <summary>A failure of a request as the HTTP API tells it.</summary>
internal static class FailureMapping
{
    // Fields by the members of GenerationRequest that they set.
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        [nameof(GenerationRequest.Prompt)] = "prompt",
        [nameof(GenerationRequest.Model)] = "model",
        [nameof(GenerationRequest.NegativePrompt)] = "negative_prompt",
        [nameof(GenerationRequest.Steps)] = "steps",
        [nameof(GenerationRequest.Seed)] = "seed",
        [nameof(GenerationRequest.Guidance)] = "guidance_scale",
        [nameof(GenerationRequest.Width)] = "width",
        [nameof(GenerationRequest.Height)] = "height",
        [nameof(GenerationRequest.Format)] = "output_format",
        [nameof(GenerationRequest.Quality)] = "output_compression",
        [nameof(GenerationRequest.OutputWidth)] = "size",
        [nameof(GenerationRequest.OutputHeight)] = "size",
        [nameof(GenerationRequest.PreviewEvery)] = "partial_images",
        [nameof(GenerationRequest.Deadline)] = "deadline_ms",
        [nameof(GenerationRequest.MinQuality)] = "min_quality",
        [nameof(GenerationRequest.LatencyPreference)] = "preference",
        [nameof(GenerationRequest.Weight)] = "weight",
        [nameof(GenerationRequest.Tenant)] = "user",
    };

    /// <summary>Maps a failure; docs/http-api.md has the table.</summary>
    public static ApiError ToApiError(GenerationFailed failure)
    {
        var (status, retryAfterSeconds) = failure.Code switch
        {
            FailureCodes.InvalidParameter or FailureCodes.QualityUnreachable => (StatusCodes.Status400BadRequest, (int?)null),
            FailureCodes.ModelNotFound => (StatusCodes.Status404NotFound, null),
            // What was asked for cannot be had in the time given, however often it is asked.
            FailureCodes.DeadlineUnreachable => (StatusCodes.Status408RequestTimeout, null),
            FailureCodes.RequestConflict => (StatusCodes.Status409Conflict, null),
            FailureCodes.Outbid or FailureCodes.QueueFull => (StatusCodes.Status429TooManyRequests, 1),
            FailureCodes.OfferLapsed or FailureCodes.ModelCold => (StatusCodes.Status503ServiceUnavailable, 1),
            FailureCodes.NodeUnavailable => (StatusCodes.Status503ServiceUnavailable, 5),
            FailureCodes.ModelTooLarge or FailureCodes.ModelUnusable => (StatusCodes.Status503ServiceUnavailable, null),
            FailureCodes.Cancelled => (StatusCodes.Status499ClientClosedRequest, null),
            _ => (StatusCodes.Status500InternalServerError, null),
        };
        var field = failure.Parameter is { } parameter ? Fields.GetValueOrDefault(parameter) : null;
        return new(status, failure.Code, field, Say(failure, field)) { RetryAfterSeconds = retryAfterSeconds, Possible = failure.Possible };
    }

    /// <summary>The message names the field as the caller did.</summary>
    private static string Say(GenerationFailed failure, string? field) =>
        field is not null && failure.Message.StartsWith($"{failure.Parameter} ", StringComparison.Ordinal)
            ? field + failure.Message[failure.Parameter!.Length..]
            : failure.Message;
}

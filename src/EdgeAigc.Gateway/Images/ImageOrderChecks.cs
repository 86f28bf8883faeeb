using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>Checks what the cluster does not check: what only the HTTP API knows.</summary>
internal static class ImageOrderChecks
{
    /// <summary>Largest seed: every client can hold it exactly, the last of n images included.</summary>
    public const long MaxSeed = (1L << 53) - 1 - MaxImages;

    private const int MaxImages = 10;
    private const int MaxPartialImages = 3;
    private const int MaxNameLength = 256;
    private const double MaxDeadlineMs = 24 * 3600 * 1000.0;

    /// <summary>The first thing that is wrong, or null.</summary>
    public static ApiError? Check(ImageRequestBody body) => Texts(body) ?? Numbers(body) ?? Stream(body);

    private static ApiError? Texts(ImageRequestBody body)
    {
        if (string.IsNullOrWhiteSpace(body.Prompt))
            return ApiErrors.Invalid("prompt", "prompt is missing or empty; say what the image shall show.");
        if (body.Model?.Length > MaxNameLength)
            return ApiErrors.Invalid("model", $"model has {body.Model.Length} characters; at most {MaxNameLength} are allowed.");
        if (body.User?.Length > MaxNameLength)
            return ApiErrors.Invalid("user", $"user has {body.User.Length} characters; at most {MaxNameLength} are allowed.");
        if (QualityLevels.Find(body.Quality) is null)
            return ApiErrors.NoSuchChoice("quality", body.Quality!, QualityLevels.Names);
        if (body.ResponseFormat is not (null or "b64_json" or "url"))
            return ApiErrors.NoSuchChoice("response_format", body.ResponseFormat, "b64_json or url");
        if (body is { ResponseFormat: "url", Stream: true })
            return ApiErrors.Invalid("response_format", "response_format is url; with stream it must be b64_json.");
        return body.Background is null or "auto" or "opaque"
            ? null
            : ApiErrors.NoSuchChoice("background", body.Background, "auto or opaque; the models draw no transparency");
    }

    private static ApiError? Numbers(ImageRequestBody body)
    {
        if (body.N is not (null or (>= 1 and <= MaxImages)))
            return ApiErrors.Invalid("n", $"n is {body.N}; it must be from 1 to {MaxImages}.");
        if (body.OutputCompression is not (null or (>= 0 and <= 100)))
            return ApiErrors.Invalid("output_compression", $"output_compression is {body.OutputCompression}; it must be from 0 to 100.");
        if (body.Seed is not (null or (>= 0 and <= MaxSeed)))
            return ApiErrors.Invalid("seed", $"seed is {body.Seed}; it must be from 0 to {MaxSeed}.");
        if (body is { Steps: { } steps, NumInferenceSteps: { } other } && steps != other)
            return ApiErrors.Invalid("num_inference_steps", $"num_inference_steps is {other} and steps is {steps}; they mean the same, give one.");
        return body.DeadlineMs is null or (> 0 and <= MaxDeadlineMs)
            ? null
            : ApiErrors.Invalid("deadline_ms", $"deadline_ms is {body.DeadlineMs}; it must be above 0 and at most {MaxDeadlineMs}.");
    }

    private static ApiError? Stream(ImageRequestBody body)
    {
        if (body.PartialImages is not (null or (>= 0 and <= MaxPartialImages)))
            return ApiErrors.Invalid("partial_images", $"partial_images is {body.PartialImages}; it must be from 0 to {MaxPartialImages}.");
        return body is { Stream: true, N: > 1 } ? ApiErrors.Invalid("n", $"n is {body.N}; with stream it must be 1.") : null;
    }
}

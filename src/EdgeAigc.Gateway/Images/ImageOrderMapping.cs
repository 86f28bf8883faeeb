using System.Globalization;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Keys;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>From the body of a request to what is asked of the cluster.</summary>
internal static class ImageOrderMapping
{
    /// <summary>The order, or the first thing that is wrong with the body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="idempotencyKey">Name that the caller gave the request, or null.</param>
    /// <param name="apiKey">API key of the caller, or null; its tenant and weight go before what the body says.</param>
    /// <param name="partialImageSteps">Steps from one partial image to the next where the request names no steps.</param>
    /// <param name="error">What is wrong; null exactly when the result is not.</param>
    public static ImageOrder? Map(ImageRequestBody body, string? idempotencyKey, ApiKey? apiKey, int partialImageSteps, out ApiError? error)
    {
        (int Width, int Height)? size = null;
        var format = ImageFormat.Png;
        error = ImageOrderChecks.Check(body) ?? CheckSize(body.Size, out size) ?? CheckFormat(body.OutputFormat, out format);
        if (error is not null)
            return null;

        var level = QualityLevels.Find(body.Quality)!;
        var steps = body.AnySteps;
        var partialImages = body.Stream is true ? body.PartialImages ?? 0 : 0;
        var user = body.User is { Length: > 0 } name ? name : null;
        var identity = RequestIdentity.Create(idempotencyKey, apiKey?.Tenant, user);
        var request = new GenerationRequest
        {
            Prompt = body.Prompt!,
            Model = body.Model is { Length: > 0 } model ? model : null,
            NegativePrompt = body.NegativePrompt,
            Steps = steps,
            Guidance = body.GuidanceScale,
            Width = body.Width,
            Height = body.Height,
            OutputWidth = size?.Width,
            OutputHeight = size?.Height,
            Format = format,
            // The engine's scale begins at 1.
            Quality = body.OutputCompression is { } compression ? Math.Max(1, compression) : null,
            Deadline = body.DeadlineMs is { } deadline ? TimeSpan.FromMilliseconds(deadline) : null,
            // Who fixes the steps has chosen the quality.
            MinQuality = body.MinQuality ?? (steps is null ? level.MinQuality : null),
            LatencyPreference = body.Preference ?? level.Preference,
            Weight = apiKey?.Weight ?? body.Weight,
            AllowCloud = body.AllowCloud ?? false,
            Tenant = apiKey?.Tenant ?? user,
            PreviewEvery = partialImages == 0 ? null : steps is > 0 ? Math.Max(1, steps.Value / (partialImages + 1)) : partialImageSteps,
        };
        var seed = body.Seed ?? identity.Seed;
        return new(
            identity.Name,
            [.. Enumerable.Range(0, body.N ?? 1).Select(index => (identity.RequestId(index), request with { Seed = seed + index }))],
            body.Stream is true,
            partialImages,
            body.ResponseFormat == "url",
            body.Quality ?? "auto",
            body.OutputFormat ?? "png")
        {
            TellsProgress = body.Progress is true,
        };
    }

    private static ApiError? CheckSize(string? size, out (int Width, int Height)? sides)
    {
        sides = null;
        if (size is null or "auto")
            return null;
        if (size.Split('x') is [var width, var height] && IsSide(width, out var across) && IsSide(height, out var down))
        {
            sides = (across, down);
            return null;
        }

        return ApiErrors.NoSuchChoice("size", size, "WIDTHxHEIGHT in pixels, such as 512x512, or auto");
    }

    private static bool IsSide(string text, out int pixels) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out pixels);

    private static ApiError? CheckFormat(string? name, out ImageFormat format)
    {
        (format, var isKnown) = name switch
        {
            null or "png" => (ImageFormat.Png, true),
            "jpeg" => (ImageFormat.Jpeg, true),
            "webp" => (ImageFormat.Webp, true),
            _ => (default, false),
        };
        return isKnown ? null : ApiErrors.NoSuchChoice("output_format", name!, "png, jpeg or webp");
    }
}

using EdgeAigc.Gateway.Callers;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Images;

/// <summary>Reads and checks what a caller wants.</summary>
internal sealed class ImageOrderReader(ImageRequestReader bodies, HttpApiOptions options)
{
    /// <summary>Name of the header that makes a request sent again the same request.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Name of the header that says of a reply that its request was sent before.</summary>
    public const string IdempotentReplayed = "Idempotent-Replayed";

    /// <summary>The order, or what is wrong with the request.</summary>
    public async Task<(ImageOrder? Order, ApiError? Error)> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (body, error) = await bodies.ReadAsync(context.Request, cancellationToken);
        var key = context.Request.Headers.TryGetValue(IdempotencyKey, out var keys) ? keys.ToString() : null;
        error ??= CheckKey(key);
        return error is null
            ? (ImageOrderMapping.Map(body!, key, Caller.Of(context).Key, options.PartialImageSteps, out error), error)
            : (null, error);
    }

    private static ApiError? CheckKey(string? key) => key is null or { Length: > 0 and <= RequestIdentity.MaxKeyLength }
        ? null
        : ApiErrors.Invalid(IdempotencyKey, $"{IdempotencyKey} has {key.Length} characters; it must have 1 to {RequestIdentity.MaxKeyLength}.");
}

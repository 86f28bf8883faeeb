using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Errors;

/// <summary>The refusals that the gateway itself makes.</summary>
internal static class ApiErrors
{
    private const int MaxQuoted = 40;

    /// <summary>A field has a value that is not allowed.</summary>
    public static ApiError Invalid(string? param, string message) => new(StatusCodes.Status400BadRequest, FailureCodes.InvalidParameter, param, message);

    /// <summary>A field has a name as its value that is not one of the choices.</summary>
    public static ApiError NoSuchChoice(string field, string value, string choices) =>
        Invalid(field, $"{field} is '{Quote(value)}'; it must be {choices}.");

    /// <summary>A value of the caller's, not longer than a message bears.</summary>
    public static string Quote(string value) => value.Length > MaxQuoted ? value[..MaxQuoted] + "…" : value;

    /// <summary>The body is not JSON.</summary>
    public static ApiError NotJson(string reason) =>
        new(StatusCodes.Status400BadRequest, "invalid_json", null, $"The body is not a JSON object: {reason}");

    /// <summary>The body is larger than the limit.</summary>
    public static ApiError TooLarge(int maxBytes) =>
        new(StatusCodes.Status413PayloadTooLarge, "body_too_large", null,
            $"The body is larger than {maxBytes} bytes; {HttpApiOptions.Section}:{nameof(HttpApiOptions.MaxBodyKibibytes)} sets the limit.");

    /// <summary>The body did not arrive in time.</summary>
    public static ApiError TooSlow(int seconds) =>
        new(StatusCodes.Status408RequestTimeout, "body_timeout", null,
            $"The body did not arrive within {seconds} s; {HttpApiOptions.Section}:{nameof(HttpApiOptions.ReceiveSeconds)} sets the limit.");

    /// <summary>The body is not said to be JSON.</summary>
    public static ApiError WrongContentType(string? contentType) =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported_content_type", null,
            $"Content-Type is '{contentType}'; send the body as application/json.");

    /// <summary>The path knows other methods only.</summary>
    public static ApiError WrongMethod(HttpRequest request, string allowed) =>
        new(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", null, $"{request.Path} does not take {request.Method}; use {allowed}.");

    /// <summary>There is nothing at the path.</summary>
    public static ApiError UnknownPath(HttpRequest request) =>
        new(StatusCodes.Status404NotFound, "unknown_path", null,
            $"There is nothing at {request.Path}. POST /v1/images/generations makes images, GET /v1/models lists models; /openapi/v1.json describes all.");

    /// <summary>No node has the model.</summary>
    public static ApiError UnknownModel(string model) =>
        new(StatusCodes.Status404NotFound, FailureCodes.ModelNotFound, "model", $"No node has model '{model}'. GET /v1/models lists those that there are.");

    /// <summary>The cluster does not answer, or this node is stopping.</summary>
    public static ApiError Unavailable(string message) =>
        new(StatusCodes.Status503ServiceUnavailable, FailureCodes.NodeUnavailable, null, message) { RetryAfterSeconds = 5 };

    /// <summary>A defect.</summary>
    public static ApiError Defect() =>
        new(StatusCodes.Status500InternalServerError, FailureCodes.Internal, null, "Something unforeseen happened; the node's log has the details.");
}

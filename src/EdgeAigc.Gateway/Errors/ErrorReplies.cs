using System.Globalization;

namespace EdgeAigc.Gateway.Errors;

/// <summary>Sends refusals.</summary>
internal static class ErrorReplies
{
    /// <summary>Sends a refusal as the whole reply. Nothing may have been sent before.</summary>
    public static Task WriteAsync(HttpContext context, ApiError error)
    {
        var response = context.Response;
        response.StatusCode = error.Status;
        if (error.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        // OpenAI's clients send anything with status 408, 409, 429 or 5xx again unless they are told that it is in vain.
        response.Headers["X-Should-Retry"] = error.RetryAfterSeconds is null ? "false" : "true";
        return response.WriteAsJsonAsync(error.ToReply(), GatewayJson.Default.ErrorReply, cancellationToken: context.RequestAborted);
    }
}

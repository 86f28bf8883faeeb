using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Callers;

/// <summary>Refusals because of who asks.</summary>
internal static class CallerErrors
{
    public static ApiError MissingKey() => new(StatusCodes.Status401Unauthorized, "missing_api_key", null,
        "This node needs an API key; send 'Authorization: Bearer eak_…'. The command keys create makes one.");

    public static ApiError UnknownKey() => new(StatusCodes.Status401Unauthorized, "invalid_api_key", null,
        "The API key is not one of this cluster; check that it is whole, and that it was made here.");

    public static ApiError Withdrawn(string code, string message) => new(StatusCodes.Status403Forbidden, code, null, message);

    public static ApiError QuotaExceeded(TimeSpan? wait) => wait is { } time
        ? new(StatusCodes.Status429TooManyRequests, "quota_exceeded", null,
            "The quota of this key is used up for now; RateLimit tells what is left, Retry-After when there is enough for this request.")
        {
            RetryAfterSeconds = (int)Math.Min(int.MaxValue, Math.Ceiling(time.TotalSeconds)),
        }
        : new(StatusCodes.Status429TooManyRequests, "quota_too_small", null,
            "This request is more work than the whole quota of this key allows; ask for fewer steps, pixels or images.");

    public static ApiError TooFast(TimeSpan wait) => new(StatusCodes.Status429TooManyRequests, "rate_limited", null,
        $"Too many requests; {HttpApiOptions.Section}:{nameof(HttpApiOptions.RequestsPerMinute)} sets the limit.")
    {
        RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
    };

    public static ApiError TooManyOpen() => new(StatusCodes.Status429TooManyRequests, "too_many_open_requests", null,
        "Too many requests are open at once; wait for some to end, or ask another node.")
    {
        RetryAfterSeconds = 1,
    };
}

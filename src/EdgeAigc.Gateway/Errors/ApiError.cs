using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.Gateway.Errors;

/// <summary>A refusal as the caller sees it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code, for programs; docs/http-api.md lists them.</param>
/// <param name="Param">Field of the request at fault, or null.</param>
/// <param name="Message">What is wrong, the value at fault and the way out; for people.</param>
internal sealed record ApiError(int Status, string Code, string? Param, string Message)
{
    /// <summary>Seconds after which the same request may succeed; null when it will not.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What could be had instead, when the request asked for more than there is.</summary>
    public PossibleService? Possible { get; init; }

    /// <summary>How far the load is that the request waited for.</summary>
    public LoadingReply? Loading { get; init; }

    /// <summary>Kind of error, by the names that OpenAI clients know.</summary>
    public string Type => Status switch
    {
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>The body of the reply.</summary>
    public ErrorReply ToReply() => new(new(Message, Type, Param, Code)
    {
        Loading = Loading,
        Possible = Possible is null ? null : new(Possible.Earliest?.TotalMilliseconds, Possible.BestQuality),
    });
}

using EdgeAigc.Contracts.Keys;
using EdgeAigc.Gateway.Errors;

namespace EdgeAigc.Gateway.Callers;

/// <summary>Tells by its API key who makes a request.</summary>
internal sealed class CallerCheck(KeyCache keys, KeyPolicy policy, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller, or why the request is refused.</summary>
    public async Task<(Caller Caller, ApiError? Refusal)> IdentifyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var text = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
        // Clients of OpenAI's API cannot be without a key, so that where none is needed any text will do; but who has one of ours means it.
        if (!ApiKeyText.TryParse(text, out var id))
            return (Caller.Anonymous, !policy.IsRequired ? null : header.Length == 0 ? CallerErrors.MissingKey() : CallerErrors.UnknownKey());

        var key = await keys.FindAsync(id, cancellationToken);
        if (key is null || !ApiKeyText.Matches(text!, key.Hash))
            return (Caller.Anonymous, CallerErrors.UnknownKey());
        if (key.RevokedAt is { } revoked)
            return (Caller.Anonymous, CallerErrors.Withdrawn("key_revoked", $"Key {id} was revoked at {revoked:u}; ask for another."));
        return key.ExpiresAt <= time.GetUtcNow()
            ? (Caller.Anonymous, CallerErrors.Withdrawn("key_expired", $"Key {id} expired at {key.ExpiresAt:u}; ask for another."))
            : (new(key), null);
    }
}

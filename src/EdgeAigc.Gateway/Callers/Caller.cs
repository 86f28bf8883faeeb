using EdgeAigc.Contracts.Keys;

namespace EdgeAigc.Gateway.Callers;

/// <summary>Who makes a request.</summary>
/// <param name="Key">The API key that it carries, or null where none is needed.</param>
internal sealed record Caller(ApiKey? Key)
{
    /// <summary>Somebody without a key.</summary>
    public static Caller Anonymous { get; } = new((ApiKey?)null);

    /// <summary>The caller of a request; anonymous where nobody looked.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Anonymous;
}

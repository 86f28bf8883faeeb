namespace EdgeAigc.Contracts.Keys;

/// <summary>What the cluster knows of an API key. The key itself is known to its holder alone.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.ApiKey")]
public sealed record ApiKey
{
    /// <summary>Public name of the key; a part of its text.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>SHA-256 of the key's text, in hexadecimal digits.</summary>
    [Id(1)] public required string Hash { get; init; }

    /// <summary>Tenant on whose behalf requests with this key are made.</summary>
    [Id(2)] public required string Tenant { get; init; }

    /// <summary>Weight of its requests among those of the tenant, above 0 and at most 1,000.</summary>
    [Id(3)] public double Weight { get; init; } = 1;

    /// <summary>How much work its holder may ask for.</summary>
    [Id(4)] public WorkQuota Quota { get; init; } = new(null, null);

    /// <summary>When it was made.</summary>
    [Id(5)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ceases to be valid, or null for never.</summary>
    [Id(6)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    [Id(7)] public DateTimeOffset? RevokedAt { get; init; }
}

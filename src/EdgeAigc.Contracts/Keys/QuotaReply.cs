using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Keys;

/// <summary>Whether a quota lets a request pass.</summary>
/// <param name="Wait">Time to wait: zero when the request was charged, null when it exceeds an allowance as a whole.</param>
/// <param name="Allowances">What there is.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.QuotaReply")]
public sealed record QuotaReply([property: Id(0)] TimeSpan? Wait, [property: Id(1)] ImmutableArray<QuotaAllowance> Allowances);

/// <summary>One allowance of a quota.</summary>
/// <param name="Window">Time in which it refills from empty.</param>
/// <param name="Limit">Work in it when it is full, in megapixel-steps.</param>
/// <param name="Left">Work left in it, in megapixel-steps; not below 0.</param>
/// <param name="UntilFull">Time until it is full again.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.QuotaAllowance")]
public sealed record QuotaAllowance(
    [property: Id(0)] TimeSpan Window, [property: Id(1)] double Limit, [property: Id(2)] double Left, [property: Id(3)] TimeSpan UntilFull);

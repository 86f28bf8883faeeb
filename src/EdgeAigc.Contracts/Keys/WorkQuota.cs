namespace EdgeAigc.Contracts.Keys;

/// <summary>How much work a caller may ask for. Work is priced in megapixel-steps: denoising steps × pixels computed / 1,000,000.</summary>
/// <param name="PerMinute">Work per minute, or null for no limit.</param>
/// <param name="PerDay">Work per day, or null for no limit.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.WorkQuota")]
public sealed record WorkQuota([property: Id(0)] double? PerMinute, [property: Id(1)] double? PerDay)
{
    /// <summary>Whether there is anything to hold the caller to.</summary>
    public bool IsLimited => PerMinute is not null || PerDay is not null;
}

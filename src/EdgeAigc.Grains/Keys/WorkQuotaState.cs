using System.Collections.Immutable;
using EdgeAigc.Core.Quotas;

namespace EdgeAigc.Grains.Keys;

/// <summary>How far a quota was used.</summary>
internal sealed record WorkQuotaState
{
    public ImmutableArray<WorkBucket> Buckets { get; init; } = [];
}

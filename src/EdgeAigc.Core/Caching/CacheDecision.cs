namespace EdgeAigc.Core.Caching;

/// <summary>A cache's answer to a request. The cache has already taken it as done; tell it with <see cref="IModelCache.Remove"/> if loading fails.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Victims">Models to unload first, in this order.</param>
/// <param name="Reason">Why a missing model is not loaded.</param>
public sealed record CacheDecision(CacheAction Action, IReadOnlyList<string> Victims, BypassReason Reason = BypassReason.None)
{
    /// <summary>The rate justifies one more copy of the model in the cluster.</summary>
    public bool WantsCopy { get; init; }

    internal static CacheDecision Hit { get; } = new(CacheAction.Hit, []);

    internal static CacheDecision Bypass(BypassReason reason) => new(CacheAction.Bypass, [], reason);
}

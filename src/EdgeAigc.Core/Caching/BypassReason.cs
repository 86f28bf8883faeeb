namespace EdgeAigc.Core.Caching;

/// <summary>Why a missing model is not loaded.</summary>
public enum BypassReason
{
    /// <summary>It is resident or being loaded.</summary>
    None,

    /// <summary>It is larger than the cache.</summary>
    TooLarge,

    /// <summary>Pinned and busy models leave too little room.</summary>
    Held,

    /// <summary>The policy expects less from it than from what would have to go, plus the load.</summary>
    NotWorth,
}

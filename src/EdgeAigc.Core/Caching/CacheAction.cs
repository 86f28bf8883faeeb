namespace EdgeAigc.Core.Caching;

/// <summary>What a cache does about a request.</summary>
public enum CacheAction
{
    /// <summary>The model is resident.</summary>
    Hit,

    /// <summary>Load the model after the victims have left.</summary>
    Load,

    /// <summary>Let somebody else serve it; nothing changes.</summary>
    Bypass,
}

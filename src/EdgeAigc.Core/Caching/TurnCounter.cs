namespace EdgeAigc.Core.Caching;

/// <summary>Counts requests over all caches of a cluster, so that last uses compare between nodes.</summary>
internal sealed class TurnCounter
{
    public long Turn { get; private set; }

    public void Advance() => Turn++;
}

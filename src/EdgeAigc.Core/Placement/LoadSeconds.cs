namespace EdgeAigc.Core.Placement;

/// <summary>Seconds until a model is resident, by where its files come from.</summary>
/// <param name="Disk">From the node's own disk.</param>
/// <param name="Peer">From another node.</param>
/// <param name="Origin">From the store that holds every model.</param>
public sealed record LoadSeconds(double Disk, double Peer, double Origin)
{
    /// <summary>Seconds from one source.</summary>
    /// <param name="source">Where the files come from.</param>
    public double From(LoadSource source) => source switch
    {
        LoadSource.Disk => Disk,
        LoadSource.Peer => Peer,
        LoadSource.Origin => Origin,
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown load source."),
    };
}

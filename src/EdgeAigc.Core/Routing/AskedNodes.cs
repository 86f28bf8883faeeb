namespace EdgeAigc.Core.Routing;

/// <summary>
/// Which nodes a request need not ask again, and why. A node may refuse to load a model to spare itself, which sends the request elsewhere and
/// never away: when no other node takes it, those that spared themselves are asked once more, and then must.
/// </summary>
public sealed class AskedNodes
{
    private readonly HashSet<string> _excluded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spared = new(StringComparer.Ordinal);

    /// <summary>Nodes that need not be asked any more.</summary>
    public IReadOnlySet<string> Excluded => _excluded;

    /// <summary>Whether nodes that are asked now must not spare themselves.</summary>
    public bool IsLastResort { get; private set; }

    /// <summary>A node does not serve the request.</summary>
    /// <param name="node">The node.</param>
    /// <param name="sparesItself">Whether it could, and only spares itself the load.</param>
    public void Exclude(string node, bool sparesItself = false)
    {
        _excluded.Add(node);
        if (sparesItself)
            _spared.Add(node);
    }

    /// <summary>Nobody is left to ask: those that spared themselves may be asked again. False when there are none, or they were.</summary>
    public bool Insist()
    {
        if (IsLastResort || _spared.Count == 0)
            return false;
        IsLastResort = true;
        _excluded.ExceptWith(_spared);
        return true;
    }

    /// <summary>What is asked for has changed: all but these may be asked again.</summary>
    public void Readmit(IEnumerable<string> allBut)
    {
        _excluded.Clear();
        _excluded.UnionWith(allBut);
    }
}

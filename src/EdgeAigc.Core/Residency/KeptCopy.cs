namespace EdgeAigc.Core.Residency;

/// <summary>
/// Which copy of files that exist nowhere else stays, without a lock over the cluster: a node deletes its own only when it has seen a copy at
/// a node whose name comes before its own. However old what the nodes have seen is, and whatever they delete in the same moment, the first in
/// the order of names finds nobody before it and keeps its copy.
/// </summary>
public static class KeptCopy
{
    /// <summary>Whether a node may delete its copy.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="others">Names of the other nodes at which a copy was seen.</param>
    public static bool MayGo(string node, IEnumerable<string> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return others.Any(other => StringComparer.Ordinal.Compare(other, node) < 0);
    }
}

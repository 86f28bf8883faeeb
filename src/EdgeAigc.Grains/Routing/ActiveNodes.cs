namespace EdgeAigc.Grains.Routing;

/// <summary>Reads the nodes out of a membership snapshot: a silo's name is its node's name.</summary>
internal static class ActiveNodes
{
    /// <summary>Active nodes and their silos. When a node restarted under its name, its newest silo counts.</summary>
    public static SortedDictionary<string, SiloAddress> Of(ClusterMembershipSnapshot snapshot)
    {
        var nodes = new SortedDictionary<string, SiloAddress>(StringComparer.Ordinal);
        foreach (var member in snapshot.Members.Values)
        {
            if (member.Status != SiloStatus.Active)
                continue;
            if (!nodes.TryGetValue(member.Name, out var known) || member.SiloAddress.Generation > known.Generation)
                nodes[member.Name] = member.SiloAddress;
        }

        return nodes;
    }
}

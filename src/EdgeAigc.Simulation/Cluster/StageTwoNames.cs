using EdgeAigc.Core.Allocation;

namespace EdgeAigc.Simulation.Cluster;

/// <summary>Names of the policies that decide what a request gets.</summary>
public static class StageTwoNames
{
    /// <summary>The negotiation that a silo runs.</summary>
    public const string Market = SlotAllocatorNames.Market;

    /// <summary>The same steps for everybody, first come, first served, equal parts of the link.</summary>
    public const string Equal = SlotAllocatorNames.Equal;

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [Market, Equal];
}

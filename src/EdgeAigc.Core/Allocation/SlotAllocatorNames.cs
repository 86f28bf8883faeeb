namespace EdgeAigc.Core.Allocation;

/// <summary>Names of the stage-two policies.</summary>
public static class SlotAllocatorNames
{
    /// <summary>Prices for compute and bandwidth, with a certified gap.</summary>
    public const string Market = "market";

    /// <summary>Equal shares of everything.</summary>
    public const string Equal = "equal";

    /// <summary>The same steps for all, equal shares, first come first served.</summary>
    public const string Fixed = "fixed";

    /// <summary>Earliest deadline first.</summary>
    public const string EarliestDeadline = "edf";

    /// <summary>A genetic algorithm.</summary>
    public const string Genetic = "genetic";

    /// <summary>A trained policy, out of a weight file.</summary>
    public const string Learned = "t2drl";

    /// <summary>All names but <see cref="Learned"/>, which needs weights.</summary>
    public static IReadOnlyList<string> All { get; } = [Market, Equal, Fixed, EarliestDeadline, Genetic];
}

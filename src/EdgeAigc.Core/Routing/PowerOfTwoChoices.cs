namespace EdgeAigc.Core.Routing;

/// <summary>
/// Chooses which two nodes a request compares. Asking two and taking the less loaded one balances almost as well as
/// asking all (Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", 2001) at a constant cost.
/// </summary>
public static class PowerOfTwoChoices
{
    /// <summary>Two different positions, uniform over requests and the same for the same request.</summary>
    /// <param name="requestId">Id of the request.</param>
    /// <param name="count">Number of candidates; at least 2.</param>
    /// <returns>Positions in [0, <paramref name="count"/>).</returns>
    public static (int First, int Second) Pick(string requestId, int count)
    {
        ArgumentNullException.ThrowIfNull(requestId);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var hash = Hash(requestId);
        var first = (int)(hash % (uint)count);
        var distance = 1 + (int)((hash >> 32) % (uint)(count - 1));
        return (first, (first + distance) % count);
    }

    // FNV-1a with a final avalanche (both public domain), so that ids that differ in their last character spread too.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211UL;

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}

namespace EdgeAigc.Core.Allocation.Market;

/// <summary>A request with more than one option left.</summary>
/// <param name="Request">Its place in the model.</param>
/// <param name="FirstOption">Where its options begin, the least loss first.</param>
/// <param name="EndOption">Where they end.</param>
/// <param name="Span">How much what its options take differs, at the prices.</param>
internal readonly record struct Branch(int Request, int FirstOption, int EndOption, double Span)
{
    /// <summary>Those with the fewest options first: losses add up before the tree grows wide.</summary>
    public static int ByOptions(Branch a, Branch b) => (a.EndOption - a.FirstOption, a.Request).CompareTo((b.EndOption - b.FirstOption, b.Request));

    /// <summary>Those that decide most first: the rest is then bounded for what is really left.</summary>
    public static int BySpan(Branch a, Branch b) => (-a.Span, a.Request).CompareTo((-b.Span, b.Request));
}

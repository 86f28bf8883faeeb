namespace EdgeAigc.Core.Allocation.Market;

/// <summary>A request with more than one option left.</summary>
/// <param name="Request">Its place in the model.</param>
/// <param name="FirstOption">Where its options begin, the least loss first.</param>
/// <param name="EndOption">Where they end.</param>
internal readonly record struct Branch(int Request, int FirstOption, int EndOption) : IComparable<Branch>
{
    // Fewest options first.
    public int CompareTo(Branch other) => (EndOption - FirstOption, Request).CompareTo((other.EndOption - other.FirstOption, other.Request));
}

namespace EdgeAigc.Core.Allocation.Market;

/// <summary>A level, or a rejection, that the best allocation may still contain.</summary>
/// <param name="Loss">How much less it leaves at the prices than the request's best choice.</param>
/// <param name="Seconds">Compute seconds.</param>
/// <param name="LowerShare">Smallest share.</param>
/// <param name="Level">Index of the level; −1 for the rejection.</param>
internal readonly record struct BranchOption(double Loss, double Seconds, double LowerShare, int Level) : IComparable<BranchOption>
{
    public int CompareTo(BranchOption other) => Loss != other.Loss ? Loss.CompareTo(other.Loss) : Level.CompareTo(other.Level);
}

namespace EdgeAigc.Core.Allocation;

/// <summary>The prices at which the node's capacity is just used up, in utility.</summary>
/// <param name="PerComputeSecond">λ: one more compute second would add about this much; 0 when compute is not scarce.</param>
/// <param name="PerLink">μ: the price of the whole link; 0 when it is not scarce.</param>
public readonly record struct SlotPrices(double PerComputeSecond, double PerLink);

namespace EdgeAigc.Core.Allocation.Market;

/// <summary>The dual function at a pair of prices, and what the requests would take there.</summary>
/// <param name="Lambda">λ, utility per compute second.</param>
/// <param name="Mu">μ, utility for the whole link.</param>
/// <param name="Bound">g(λ, μ) = λ·F + μ + Σ of what each request gains at most; no allocation is worth more.</param>
/// <param name="Seconds">Compute seconds taken.</param>
/// <param name="Share">Shares taken; as long as nobody changes level they are <paramref name="Interior"/> / √μ + <paramref name="Clamped"/>.</param>
/// <param name="Interior">Σ √c of those between their limits.</param>
/// <param name="Clamped">Shares of those at a limit.</param>
/// <param name="LowerShare">Σ of the smallest shares of the levels taken.</param>
internal readonly record struct PricePoint(
    double Lambda, double Mu, double Bound, double Seconds, double Share, double Interior, double Clamped, double LowerShare);

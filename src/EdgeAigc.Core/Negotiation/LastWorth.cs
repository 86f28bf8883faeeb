namespace EdgeAigc.Core.Negotiation;

/// <summary>What the best level of a waiting bid was worth at a price, over what its best level is worth without one. At another price it can
/// only be more by what its largest compute costs less.</summary>
/// <param name="Price">Price of compute, in utility per device second.</param>
/// <param name="StepSeconds">τ in seconds, for which it was found.</param>
/// <param name="FixedSeconds">o in seconds, for which it was found.</param>
/// <param name="MostSeconds">Device seconds of its highest level.</param>
/// <param name="Utility">The worth, at most 0.</param>
internal readonly record struct LastWorth(double Price, double StepSeconds, double FixedSeconds, double MostSeconds, double Utility)
{
    /// <summary>Whether it was found for these times.</summary>
    public bool IsFor(double stepSeconds, double fixedSeconds) => StepSeconds == stepSeconds && FixedSeconds == fixedSeconds && MostSeconds > 0;

    /// <summary>The most that it can be at another price.</summary>
    public double MostAt(double price) => Utility + (Math.Max(0, Price - price) * MostSeconds);
}

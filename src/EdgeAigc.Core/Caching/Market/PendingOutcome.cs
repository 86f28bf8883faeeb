namespace EdgeAigc.Core.Caching.Market;

/// <summary>Features of a model at a moment, waiting for its next request.</summary>
internal sealed class PendingOutcome(double seconds, bool requested, double[] features)
{
    public double Seconds => seconds;

    /// <summary>Whether the model was asked for at that moment.</summary>
    public bool Requested => requested;

    public double[] Features => features;

    public bool Known { get; set; }
}

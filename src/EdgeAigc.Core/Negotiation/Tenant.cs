namespace EdgeAigc.Core.Negotiation;

/// <summary>What a tenant asked for and was given lately.</summary>
/// <param name="name">Its name.</param>
/// <param name="weight">Its weight among tenants, above 0.</param>
/// <param name="options">Settings.</param>
internal sealed class Tenant(string name, double weight, NegotiationOptions options)
{
    private readonly Queue<(double Time, double Seconds)> _promises = new();
    private double _promised;

    public string Name { get; } = name;

    public double Weight { get; } = weight;

    public DemandWindow Demand { get; } = new(options.DemandSeconds, options.ReferenceSeconds);

    public double LastBid { get; set; } = double.NegativeInfinity;

    /// <summary>Device seconds of one of its images, on average over the window; 0 without any.</summary>
    public double MeanPromise => _promises.Count > 0 ? _promised / _promises.Count : 0;

    /// <summary>Price of its compute when it was last decided on.</summary>
    public double Price { get; set; }

    public void NotePromise(double deviceSeconds, double now)
    {
        _promises.Enqueue((now, deviceSeconds));
        _promised += deviceSeconds;
    }

    /// <summary>Forgets what is too old.</summary>
    public void Forget(double now)
    {
        Demand.Forget(now);
        var window = Demand.Seconds(now);
        while (_promises.TryPeek(out var oldest) && oldest.Time < now - window)
            _promised -= _promises.Dequeue().Seconds;
        if (_promises.Count == 0)
            _promised = 0;
    }

    /// <summary>Device seconds per second that it was promised lately.</summary>
    public double Rate(double now) => _promised / Demand.Seconds(now);

    /// <summary>Device seconds per second that it asked for lately, at no price.</summary>
    public double AskedRate(double now) => Demand.ComputeSeconds / Demand.Seconds(now);
}

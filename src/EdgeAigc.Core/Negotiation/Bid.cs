namespace EdgeAigc.Core.Negotiation;

/// <summary>What a request asks of a node, as the node sees it. Times are in seconds and count from the bid's arrival.</summary>
public sealed record Bid
{
    /// <summary>Name of the request, unique among those that are under way on the node.</summary>
    public required string Id { get; init; }

    /// <summary>On whose behalf; tenants share a node by weight, whatever their requests say of themselves.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Weight w among the requests of the same tenant, at least 0.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Preference α between quality (0) and latency (1).</summary>
    public double LatencyPreference { get; init; }

    /// <summary>D: by when the result must have left the node; infinite without a deadline.</summary>
    public double DeadlineSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Lowest acceptable quality in [0, 1].</summary>
    public double MinQuality { get; init; }

    /// <summary>Denoising steps, when they are not for the node to choose.</summary>
    public int? Steps { get; init; }

    /// <summary>Work of one of its steps relative to an image as it was measured: larger images take more, unguided ones less.</summary>
    public double Work { get; init; } = 1;

    /// <summary>Time until its model is in memory; 0 when it is.</summary>
    public double LoadSeconds { get; init; }

    /// <summary>Expected size of the result in bits.</summary>
    public double PayloadBits { get; init; }

    /// <summary>Rate cap of its client in bits per second; infinite without one.</summary>
    public double MaxRateBitsPerSecond { get; init; } = double.PositiveInfinity;

    /// <summary>Whether it has a deadline; without one it is never refused for want of capacity, but waits.</summary>
    public bool HasDeadline => double.IsFinite(DeadlineSeconds);
}

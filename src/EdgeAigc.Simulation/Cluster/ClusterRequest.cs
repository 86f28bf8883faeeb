namespace EdgeAigc.Simulation.Cluster;

/// <summary>A request to a simulated cluster. Nodes, models and tenants are places in the lists of the scenario and of its workload.</summary>
/// <param name="Time">When it arrives, in seconds of virtual time.</param>
/// <param name="Node">Node where it arrives.</param>
/// <param name="Model">Model that it asks for.</param>
public readonly record struct ClusterRequest(double Time, int Node, int Model)
{
    /// <summary>Who asks; some caching policies foresee requests by it. −1 when nobody knows.</summary>
    public int Tenant { get; init; } = -1;

    /// <summary>Weight w.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Preference α between quality (0) and latency (1).</summary>
    public double LatencyPreference { get; init; }

    /// <summary>D in seconds from its arrival; infinite without a deadline.</summary>
    public double DeadlineSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Size of the result in bits.</summary>
    public double PayloadBits { get; init; }

    /// <summary>Denoising steps, when they are not for the node to choose; else 0.</summary>
    public int Steps { get; init; }
}

namespace EdgeAigc.Simulation.Nodes;

/// <summary>How a simulated device differs from the measured curves.</summary>
public sealed record SimulatedDeviceOptions
{
    /// <summary>True time over measured time.</summary>
    public double Slowdown { get; init; } = 1;

    /// <summary>Each unit of work takes up to that part more or less, at random.</summary>
    public double Jitter { get; init; }

    /// <summary>Images that a batch may hold.</summary>
    public int MaxBatchImages { get; init; } = 16;
}

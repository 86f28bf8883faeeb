namespace EdgeAigc.Simulation.Cluster;

/// <summary>Makes the requests of a run.</summary>
public interface IClusterWorkload
{
    /// <summary>The requests by time, the same for the same seed. They are made while they are read, so that their number is not bounded by
    /// memory.</summary>
    /// <param name="seed">Seed of everything random.</param>
    IEnumerable<ClusterRequest> Create(int seed);
}

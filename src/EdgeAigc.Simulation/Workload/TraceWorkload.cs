using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Simulation.Workload;

/// <summary>Recorded requests. A seed changes the terms that the record does not tell, and nothing else.</summary>
/// <param name="trace">The record.</param>
/// <param name="nodes">Number of nodes; each tenant has its own, by its name.</param>
public sealed class TraceWorkload(ImportedTrace trace, int nodes) : IClusterWorkload
{
    private readonly int[] _homes = [.. trace.Tenants.Select(tenant => HomeNode.Of(tenant, nodes))];

    /// <summary>How many times faster than recorded the requests come.</summary>
    public double Compression { get; init; } = 1;

    /// <summary>Time on the record's clock from which on requests are taken, in seconds; it becomes 0.</summary>
    public double FromSeconds { get; init; }

    /// <summary>Time on the record's clock before which they are taken, in seconds.</summary>
    public double ToSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>Terms of the requests.</summary>
    public RequestTerms Terms { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ClusterRequest> Create(int seed)
    {
        var terms = RandomStreams.Of(seed, RandomStream.Terms);
        foreach (var (seconds, model, tenant) in trace.Requests)
        {
            if (seconds >= FromSeconds && seconds < ToSeconds)
                yield return Terms.Request((seconds - FromSeconds) / Compression, _homes[tenant], model, tenant, terms);
        }
    }
}

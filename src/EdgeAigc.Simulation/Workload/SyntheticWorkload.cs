using EdgeAigc.Simulation.Cluster;

namespace EdgeAigc.Simulation.Workload;

/// <summary>Requests by a process of arrivals and a law of popularity, at any node alike. Arrivals, popularity and terms have sources of chance of
/// their own, so that a change of one leaves the others as they were.</summary>
public sealed record SyntheticWorkload : IClusterWorkload
{
    /// <summary>Number of nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Number of models.</summary>
    public required int Models { get; init; }

    /// <summary>Length in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>When requests come.</summary>
    public required ArrivalTimes Arrivals { get; init; }

    /// <summary>What they ask for.</summary>
    public ModelPopularity Popularity { get; init; } = new();

    /// <summary>On what terms.</summary>
    public RequestTerms Terms { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ClusterRequest> Create(int seed)
    {
        var models = Popularity.Start(Nodes, Models, RandomStreams.Of(seed, RandomStream.Popularity));
        var (places, terms) = (RandomStreams.Of(seed, RandomStream.Places), RandomStreams.Of(seed, RandomStream.Terms));
        foreach (var time in Arrivals.Until(Seconds, RandomStreams.Of(seed, RandomStream.Arrivals)))
        {
            var node = places.Next(Nodes);
            yield return Terms.Request(time, node, models.Next(time, node), -1, terms);
        }
    }
}

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>What a request has been through.</summary>
internal sealed class RequestCourse(ClusterRequest request, string name)
{
    public ClusterRequest Request { get; } = request;

    /// <summary>Name of its bids.</summary>
    public string Name { get; } = name;

    /// <summary>Whether its model was ready somewhere within reach when it arrived.</summary>
    public bool Hit { get; set; }

    /// <summary>Nodes that have the model and were not asked yet, the best last.</summary>
    public List<NodeState> Candidates { get; } = [];

    /// <summary>Bids of the round that is under way.</summary>
    public List<NodeAsk> Asked { get; } = new(2);

    /// <summary>Bids of it that were not heard of.</summary>
    public int Outstanding { get; set; }

    /// <summary>Whether a load for its sake was tried.</summary>
    public bool MissHandled { get; set; }

    /// <summary>Whether a node serves it, or it is given up.</summary>
    public bool Settled { get; set; }
}

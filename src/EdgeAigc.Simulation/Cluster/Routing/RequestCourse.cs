using System.Globalization;
using EdgeAigc.Core.Routing;

namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>What a request has been through.</summary>
/// <param name="request">The request.</param>
/// <param name="number">Its number.</param>
/// <param name="hit">Whether its model was ready somewhere within reach when it arrived.</param>
internal sealed class RequestCourse(ClusterRequest request, long number, bool hit)
{
    private int _bids;

    public ClusterRequest Request { get; } = request;

    /// <summary>Whether its model was ready somewhere within reach when it arrived.</summary>
    public bool Hit { get; } = hit;

    /// <summary>Nodes that were asked.</summary>
    public AskedNodes Nodes { get; } = new();

    /// <summary>Bids of the round that is under way.</summary>
    public List<NodeAsk> Asked { get; } = new(2);

    /// <summary>Bids of it that were not heard of.</summary>
    public int Outstanding { get; set; }

    /// <summary>Whether a node serves it, or it is given up.</summary>
    public bool Settled { get; set; }

    /// <summary>Name of the next bid.</summary>
    public string NextBid() => string.Create(CultureInfo.InvariantCulture, $"{number}/{_bids++}");
}

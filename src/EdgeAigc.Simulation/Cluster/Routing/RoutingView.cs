namespace EdgeAigc.Simulation.Cluster.Routing;

/// <summary>What each node knows of the others, as a silo does: it goes by what it was told while it asks anew.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="viewSeconds">Age in seconds at which what is known is asked for anew; 0 asks for every request.</param>
internal sealed class RoutingView(NodeState[] nodes, double viewSeconds)
{
    // After so many times that age it is worse than the wait for another.
    private const double ExpiryFactor = 10;

    private readonly Dictionary<(int Asking, int Asked), KnownNode> _known = [];

    /// <summary>What one node knows of another.</summary>
    public KnownNode Of(int asking, int asked, double now)
    {
        if (_known.TryGetValue((asking, asked), out var known) && now - known.Time < viewSeconds)
            return known;
        var news = _known[(asking, asked)] = new(nodes[asked], now);
        return known is not null && now - known.Time < ExpiryFactor * viewSeconds ? known : news;
    }
}

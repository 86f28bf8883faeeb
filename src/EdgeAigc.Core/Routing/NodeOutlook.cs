namespace EdgeAigc.Core.Routing;

/// <summary>What a node told of itself and of one model; times in seconds.</summary>
/// <param name="Node">Name.</param>
public readonly record struct NodeOutlook(string Node)
{
    // A load that was seen under way is half done on average.
    private const double LeftOfLoad = 0.5;

    /// <summary>Device time of what it has promised.</summary>
    public double PromisedSeconds { get; init; }

    /// <summary>Bids that wait there.</summary>
    public int WaitingBids { get; init; }

    /// <summary>Device time of a request for the model.</summary>
    public double ServiceSeconds { get; init; }

    /// <summary>Whether the model is in its memory and stays.</summary>
    public bool IsReady { get; init; }

    /// <summary>Whether it is being brought there.</summary>
    public bool IsLoading { get; init; }

    /// <summary>Time to bring it there from where its files are.</summary>
    public double LoadSeconds { get; init; }

    /// <summary>Time until the node tries again what failed; 0 where nothing did.</summary>
    public double RetrySeconds { get; init; }

    /// <summary>The node as a candidate for a request.</summary>
    /// <param name="ageSeconds">Age of what it told.</param>
    /// <param name="accessSeconds">Delay of serving the request there and not where it came in.</param>
    public NodeCandidate Candidate(double ageSeconds, double accessSeconds) => new(Node)
    {
        WorkSeconds = PromisedSeconds + (WaitingBids * ServiceSeconds),
        AgeSeconds = ageSeconds,
        LoadSeconds = IsReady ? 0 : IsLoading ? LeftOfLoad * LoadSeconds : LoadSeconds + RetrySeconds,
        ServiceSeconds = ServiceSeconds,
        AccessSeconds = accessSeconds,
    };
}

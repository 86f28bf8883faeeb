namespace EdgeAigc.Core.Routing;

/// <summary>What is known of a node that could serve a request; times in seconds.</summary>
/// <param name="Node">Name.</param>
public sealed record NodeCandidate(string Node)
{
    /// <summary>Device time of what the node has promised, and of what waits there.</summary>
    public double WorkSeconds { get; init; }

    /// <summary>Age of that figure; the node has worked on since.</summary>
    public double AgeSeconds { get; init; }

    /// <summary>Time until the model is in its memory; 0 where it is.</summary>
    public double LoadSeconds { get; init; }

    /// <summary>Device time of the request.</summary>
    public double ServiceSeconds { get; init; }

    /// <summary>Delay of serving it there and not where it came in.</summary>
    public double AccessSeconds { get; init; }

    /// <summary>Predicted time until the request is served.</summary>
    public double FinishSeconds => AccessSeconds + Math.Max(0, WorkSeconds - AgeSeconds) + LoadSeconds + ServiceSeconds;
}

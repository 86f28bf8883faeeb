namespace EdgeAigc.Core.Routing;

/// <summary>
/// Chooses the nodes that a request asks: two of those that are predicted to be about as fast as the fastest. Figures are a little old, and
/// many requests go by the same ones, so to take the fastest alone would send all of them to one node.
/// </summary>
public static class CandidateChoice
{
    /// <summary>One name for one candidate, two for more, the one to prefer first.</summary>
    /// <param name="requestId">Id of the request; the same one chooses alike.</param>
    /// <param name="candidates">The candidates, at least one.</param>
    public static IReadOnlyList<string> Pick(string requestId, IReadOnlyCollection<NodeCandidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var ordered = candidates.OrderBy(candidate => candidate.FinishSeconds).ThenBy(candidate => candidate.Node, StringComparer.Ordinal).ToList();
        if (ordered.Count < 2)
            return [.. ordered.Select(candidate => candidate.Node)];
        // What one request takes is as exact as the work of a node is known, which others may have changed meanwhile; whether it has to load
        // is known better.
        var best = ordered[0];
        var near = ordered.FindAll(candidate => candidate.FinishSeconds <= best.FinishSeconds + best.ServiceSeconds && candidate.LoadSeconds <= best.LoadSeconds);
        if (near.Count < 2)
            return [ordered[0].Node, ordered[1].Node];
        var (first, second) = PowerOfTwoChoices.Pick(requestId, near.Count);
        return [near[first].Node, near[second].Node];
    }
}

using EdgeAigc.Core.Placement;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>The utility of the contract, written down a second time.</summary>
internal static class Utility
{
    /// <summary>Worth of a request that arrived at one node and is served at another; null when the pair has no latency.</summary>
    public static double? Of(PlacementProblem problem, string from, PlacementNode to, PlacementModel model)
    {
        double? latency = from == to.Name ? 0 : problem.Latencies.SingleOrDefault(row => row.From == from && row.To == to.Name)?.Seconds;
        var alpha = problem.Objective.LatencyPreference;
        return ((1 - alpha) * model.Quality) - (alpha * (latency + (model.SecondsPerRequest / to.Speed)) / problem.Objective.ReferenceSeconds);
    }
}

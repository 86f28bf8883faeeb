namespace EdgeAigc.Core.Placement.Candidates;

/// <summary>What one served request is worth.</summary>
internal static class RequestUtility
{
    /// <summary>u = (1 − α)·quality − α·(latency + secondsPerRequest / speed) / T_ref.</summary>
    /// <param name="objective">α and T_ref.</param>
    /// <param name="model">What is asked for.</param>
    /// <param name="node">Who serves it.</param>
    /// <param name="latencySeconds">From where the request arrived.</param>
    public static double Of(PlacementObjective objective, PlacementModel model, PlacementNode node, double latencySeconds) =>
        ((1 - objective.LatencyPreference) * model.Quality)
        - (objective.LatencyPreference * (latencySeconds + (model.SecondsPerRequest / node.Speed)) / objective.ReferenceSeconds);

    /// <summary>By how much serving beats not serving.</summary>
    /// <inheritdoc cref="Of"/>
    public static double Gain(PlacementObjective objective, PlacementModel model, PlacementNode node, double latencySeconds) =>
        Of(objective, model, node, latencySeconds) - model.CloudUtility;
}

namespace EdgeAigc.Simulation.Cluster.Results;

/// <summary>One frame of a run, by the requests that arrived in it.</summary>
/// <param name="StartSeconds">When it began.</param>
/// <param name="Requests">Requests.</param>
/// <param name="MeanUtility">Mean utility.</param>
/// <param name="HitRatio">Part whose model was ready within reach.</param>
/// <param name="CloudRatio">Part that the cloud served.</param>
/// <param name="RejectRatio">Part that was rejected.</param>
/// <param name="MeanDelaySeconds">Mean delay of those that were served, in seconds.</param>
/// <param name="Loads">Loads that began in it.</param>
/// <param name="MovedBytes">Bytes that came over a network for them.</param>
/// <param name="PlanGap">Certified relative gap of its plan; null without one.</param>
/// <param name="PlanSeconds">Time that planning took, in seconds; null without a plan.</param>
public sealed record FrameRow(
    double StartSeconds,
    long Requests,
    double MeanUtility,
    double HitRatio,
    double CloudRatio,
    double RejectRatio,
    double MeanDelaySeconds,
    long Loads,
    long MovedBytes,
    double? PlanGap,
    double? PlanSeconds);

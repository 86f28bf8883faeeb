namespace EdgeAigc.Simulation.Cluster;

/// <summary>A cloud that serves whatever the cluster does not.</summary>
/// <param name="Quality">Quality of its results, in [0, 1].</param>
/// <param name="DelaySeconds">Time from the request to the result, in seconds.</param>
public sealed record CloudService(double Quality, double DelaySeconds);

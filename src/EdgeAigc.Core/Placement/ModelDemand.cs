namespace EdgeAigc.Core.Placement;

/// <summary>Requests for a model that arrive at a node.</summary>
/// <param name="Node">Where they arrive.</param>
/// <param name="Model">What they ask for.</param>
/// <param name="RequestsPerSecond">Rate over the frame.</param>
public sealed record ModelDemand(string Node, string Model, double RequestsPerSecond);

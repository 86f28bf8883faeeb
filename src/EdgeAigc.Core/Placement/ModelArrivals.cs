namespace EdgeAigc.Core.Placement;

/// <summary>Requests for a model that arrived at a node in the frame that ended.</summary>
/// <param name="Node">Where they arrived.</param>
/// <param name="Model">What they asked for.</param>
/// <param name="Requests">Their number.</param>
public sealed record ModelArrivals(string Node, string Model, double Requests);

namespace EdgeAigc.Core.Workload;

/// <summary>Requests for a model that arrived at a node in one frame.</summary>
/// <param name="Node">Node.</param>
/// <param name="Model">Model.</param>
/// <param name="Requests">How many, at least 0; what is not listed had none.</param>
public sealed record FrameCount(string Node, string Model, int Requests);

namespace EdgeAigc.Core.Placement;

/// <summary>Demand that one node serves for another or for itself.</summary>
/// <param name="From">Node where the requests arrive.</param>
/// <param name="To">Node that serves them.</param>
/// <param name="Model">What they ask for.</param>
/// <param name="RequestsPerSecond">Served rate.</param>
public sealed record RoutedDemand(string From, string To, string Model, double RequestsPerSecond);

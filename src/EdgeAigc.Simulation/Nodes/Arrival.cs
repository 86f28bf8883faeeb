using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>A request that comes to a simulated node.</summary>
/// <param name="Time">When, in seconds of virtual time.</param>
/// <param name="Bid">What it asks for.</param>
public sealed record Arrival(double Time, Bid Bid) : ISimulatedRequest;

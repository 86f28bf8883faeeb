using System.Net;

namespace EdgeAigc.Gateway;

/// <summary>What the HTTP API must know of the node around it.</summary>
/// <param name="Address">Address on which it listens.</param>
/// <param name="DefaultModel">Model of requests that name none.</param>
public sealed record GatewayPlace(IPAddress Address, string DefaultModel);

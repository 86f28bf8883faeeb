namespace EdgeAigc.Gateway.Dashboard;

/// <summary>Whether the cluster answers.</summary>
/// <param name="Message">Why it does not; null when it does again.</param>
internal sealed record FaultReply(string? Message);

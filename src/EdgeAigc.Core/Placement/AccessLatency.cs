namespace EdgeAigc.Core.Placement;

/// <summary>What it costs in time to serve a request elsewhere than where it arrived.</summary>
/// <param name="From">Node where the request arrived.</param>
/// <param name="To">Node that serves it.</param>
/// <param name="Seconds">Added delay in seconds.</param>
public sealed record AccessLatency(string From, string To, double Seconds);

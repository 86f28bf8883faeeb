namespace EdgeAigc.Core.Curves;

/// <summary>One measurement of the latency curve.</summary>
/// <param name="Images">Images in the batch, X; at least 1.</param>
/// <param name="Seconds">Time of one denoising step on that batch, g(X), in seconds; above 0.</param>
public readonly record struct LatencyPoint(int Images, double Seconds);

namespace EdgeAigc.Experiments.Replay;

/// <summary>One row of a trace.</summary>
internal sealed record TraceRequest(double ArrivalSeconds, string Model, string Tenant);

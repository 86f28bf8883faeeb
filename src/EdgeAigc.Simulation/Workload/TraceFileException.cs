namespace EdgeAigc.Simulation.Workload;

/// <summary>A trace or an option cannot be used; the message names what and the way out.</summary>
public sealed class TraceFileException(string message) : Exception(message);

namespace EdgeAigc.Experiments.Replay;

/// <summary>A trace or an option cannot be used; the message names what and the way out.</summary>
internal sealed class TraceFileException(string message) : Exception(message);

namespace EdgeAigc.Client.Allocate;

/// <summary>A problem file does not say what it should; the message names the field. Carries it from the reader to the command.</summary>
internal sealed class ProblemFileException(string message) : Exception(message);

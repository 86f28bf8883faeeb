namespace EdgeAigc.ModelStore.Fetching;

/// <summary>A source did not give what it was asked for; another one may.</summary>
internal sealed class SourceLostException(string message, Exception? inner = null) : Exception(message, inner);

using EdgeAigc.ModelStore.Fetching;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Models;

internal sealed partial class NodeModels
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Fetched {Bytes} bytes of model {Model} by way of {Kind} in {ElapsedMilliseconds:F0} ms")]
    private partial void LogFetched(string model, long bytes, SourceKind kind, double elapsedMilliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Learned of model {Model} from {Node}")]
    private partial void LogLearned(string model, string node);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A model cannot be served: {File} of {Node}: {Reason}")]
    private partial void LogUnusable(string file, string node, string reason);
}

using EdgeAigc.ModelStore.Fetching;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Models;

internal sealed partial class NodeModels
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Fetched {Bytes} bytes of model {Model} by way of {Kind} in {ElapsedMilliseconds:F0} ms")]
    private partial void LogFetched(string model, long bytes, SourceKind kind, double elapsedMilliseconds);
}

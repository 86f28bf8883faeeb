using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Keys;

internal sealed partial class NodeKeysGrain
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Node {Node} could not be asked for its API keys: {Reason}")]
    private partial void LogUnreached(string node, string reason);
}

using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Routing;

internal sealed partial class RequestRouter
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} was lost while it served request {RequestId}; looking for another.")]
    private partial void LogNodeLost(string node, string requestId, Exception loss);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} refused request {RequestId}: {Reason}")]
    private partial void LogNodeRefused(string node, string requestId, string? reason);
}

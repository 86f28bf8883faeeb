using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Coordination;

internal sealed partial class CoordinatorHeartbeat
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The Coordinator cannot start; nodes go on with what they have.")]
    private partial void LogNoCoordinator(Exception exception);
}

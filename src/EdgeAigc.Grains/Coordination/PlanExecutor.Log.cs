using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Coordination;

internal sealed partial class PlanExecutor
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Plan {Epoch} wants {Model} loaded, which failed: {Reason} It is left alone for a while.")]
    private partial void LogLoadFailed(long epoch, string model, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Plan {Epoch} wants {Model} unloaded, which failed: {Reason}")]
    private partial void LogUnloadFailed(long epoch, string model, string reason);
}

using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Coordination;

internal sealed partial class CoordinatorGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The Coordinator lives on {Silo} from epoch {Epoch} on.")]
    private partial void LogAlive(string silo, long epoch);

    [LoggerMessage(Message = "Plan {Epoch}: {Nodes} nodes, {Copies} copies, {Loads} loads, value {Value}, gap {Gap}.")]
    private partial void LogPlanned(LogLevel level, long epoch, int nodes, int copies, int loads, double value, double gap);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Plan {Epoch}: {Problem}")]
    private partial void LogProblem(long epoch, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} does not take plan {Epoch}: it follows {Newer}.")]
    private partial void LogRefused(string node, long epoch, long newer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A frame could not be planned; the nodes go on with what they have.")]
    private partial void LogFrameFailed(Exception exception);
}

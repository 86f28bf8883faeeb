using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Generation;

internal sealed partial class GenerationGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} ended with an unforeseen error.")]
    private partial void LogDefect(string requestId, Exception exception);
}

using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

internal sealed partial class JobUnits
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Jobs} jobs of model {Model} failed; they are tried one by one")]
    private partial void LogBatchFailed(Exception exception, string model, int jobs);
}

using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

internal sealed partial class JobNews
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A job of model {Model} failed")]
    private partial void LogJobFailed(Exception exception, string model);
}

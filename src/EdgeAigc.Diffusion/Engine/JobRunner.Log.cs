using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

internal sealed partial class JobRunner
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded model {Model} of {WeightBytes} bytes in {ElapsedMilliseconds:F0} ms")]
    private partial void LogLoaded(string model, long weightBytes, double elapsedMilliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} cannot be used: {Reason}")]
    private partial void LogLoadFailed(string model, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A job of model {Model} failed")]
    private partial void LogJobFailed(Exception exception, string model);
}

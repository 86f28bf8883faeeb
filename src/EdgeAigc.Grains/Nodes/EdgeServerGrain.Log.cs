using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Nodes;

internal sealed partial class EdgeServerGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The calibration of {Model} ended with an unforeseen error.")]
    private partial void LogCalibrationDefect(string model, Exception exception);
}

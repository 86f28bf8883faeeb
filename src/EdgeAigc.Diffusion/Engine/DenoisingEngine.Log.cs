using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Engine;

public sealed partial class DenoisingEngine
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Denoising on {Device}, {Models} models")]
    private partial void LogStarted(string device, int models);

    [LoggerMessage(Level = LogLevel.Information, Message = "Denoising on {Device} has stopped")]
    private partial void LogStopped(string device);
}

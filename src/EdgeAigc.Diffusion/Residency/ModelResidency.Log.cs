using Microsoft.Extensions.Logging;

namespace EdgeAigc.Diffusion.Residency;

internal sealed partial class ModelResidency
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded model {Model} of {Bytes} bytes in {ElapsedMilliseconds:F0} ms")]
    private partial void LogLoaded(string model, long bytes, double elapsedMilliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Model {Model} cannot be used: {Reason}")]
    private partial void LogLoadFailed(string model, string reason);
}

using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Jobs;

internal sealed partial class ImageJobGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} ended with an unforeseen error.")]
    private partial void LogDefect(string job, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The work of job {Job} could not be charged: {Reason}")]
    private partial void LogUnsettled(string job, string reason);
}

namespace EdgeAigc.Gateway;

internal sealed partial class GatewayCall
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster did not answer a request to {Path}.")]
    private partial void LogLost(string path, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} met a defect.")]
    private partial void LogDefect(string path, Exception exception);
}

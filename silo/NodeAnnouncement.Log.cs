namespace EdgeAigc.Silo;

internal sealed partial class NodeAnnouncement
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "Node {Node} is ready: serves {Models} on {Device}; clients connect to {Gateway}, HTTP API and health at {Api}. Ctrl-C stops it.")]
    private partial void LogReady(string node, string models, string device, string gateway, string api);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A model cannot be served: {File}: {Reason}")]
    private partial void LogUnusableModel(string file, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No usable model under {ModelsPath}; this node can serve nothing.")]
    private partial void LogNoModels(string modelsPath);
}

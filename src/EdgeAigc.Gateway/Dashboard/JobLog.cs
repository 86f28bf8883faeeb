using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Jobs;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>Notes the images of jobs that were submitted to this node, as those of requests that somebody waits for. Thread-safe.</summary>
internal sealed class JobLog(RequestLog log) : IImageJobObserver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RequestTrace> _underWay = new(StringComparer.Ordinal);

    public Task TellAsync(string requestId, GenerationEvent news)
    {
        lock (_gate)
        {
            // The first event of a run comes within its submission; a job that is tried again is another run.
            if (!_underWay.TryGetValue(requestId, out var trace))
                _underWay.Add(requestId, trace = log.Begin(requestId, null, isJob: true));
            trace.Note(news);
            if (news.IsLast)
                _underWay.Remove(requestId);
        }

        return Task.CompletedTask;
    }
}

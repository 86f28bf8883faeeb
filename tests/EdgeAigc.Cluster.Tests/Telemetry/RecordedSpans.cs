using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeAigc.Cluster.Tests.Telemetry;

/// <summary>Spans of one trace, of all sources.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private readonly Activity _root;

    public RecordedSpans()
    {
        _root = new Activity("client").SetIdFormat(ActivityIdFormat.W3C);
        _root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        _root.Start();
        var trace = _root.TraceId;
        _listener = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                    _ended.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ActivityTraceId Trace => _root.TraceId;

    public string Text => string.Join('\n', _ended.Select(span => $"{span.Source.Name} {span.OperationName} {span.DisplayName} "
        + string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")) + string.Join(' ', span.Events.SelectMany(next => next.Tags).Select(tag => tag.Value))));

    /// <summary>Waits for a span to end.</summary>
    public async Task<Activity> EndedAsync(string operation)
    {
        using var limit = new CancellationTokenSource(EventStreams.Patience);
        while (true)
        {
            if (_ended.FirstOrDefault(span => span.OperationName == operation) is { } found)
                return found;
            if (limit.IsCancellationRequested)
                throw new InvalidOperationException($"No span '{operation}' ended; there are:\n{Text}");
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        _root.Stop();
        _root.Dispose();
        _listener.Dispose();
    }
}

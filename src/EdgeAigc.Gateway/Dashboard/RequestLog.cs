namespace EdgeAigc.Gateway.Dashboard;

/// <summary>The last requests that came by this node's HTTP API, without their prompts. Thread-safe.</summary>
internal sealed class RequestLog(TimeProvider time)
{
    /// <summary>How many are remembered.</summary>
    public const int Capacity = 200;

    // Of an id so much that it can be found in a log: whoever knows all of it could ask for the result.
    private const int IdLength = 13;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, (RequestReply Request, long Version)> _requests = [];
    private long _lastNumber;
    private long _version;

    /// <summary>Takes a request.</summary>
    /// <returns>Where to tell what becomes of it.</returns>
    public RequestTrace Begin(string id, string? model, bool isJob = false)
    {
        lock (_gate)
        {
            var request = new RequestReply(++_lastNumber, id.Length > IdLength ? id[..IdLength] : id, time.GetUtcNow()) { Model = model, IsJob = isJob };
            _requests.Add(request.Number, (request, ++_version));
            if (_requests.Count > Capacity)
                _requests.Remove(_requests.Keys.First());
            return new(this, request, time);
        }
    }

    /// <summary>Requests that changed after that version; 0 for all.</summary>
    public (IReadOnlyList<RequestReply> Requests, long Version) Since(long version)
    {
        lock (_gate)
            return ([.. _requests.Values.Where(item => item.Version > version).Select(item => item.Request)], _version);
    }

    internal void Update(RequestReply request)
    {
        lock (_gate)
        {
            if (_requests.ContainsKey(request.Number))
                _requests[request.Number] = (request, ++_version);
        }
    }
}

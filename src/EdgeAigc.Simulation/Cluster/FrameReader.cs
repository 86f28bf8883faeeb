namespace EdgeAigc.Simulation.Cluster;

/// <summary>Reads requests frame by frame.</summary>
internal sealed class FrameReader(IEnumerable<ClusterRequest> requests) : IDisposable
{
    private readonly IEnumerator<ClusterRequest> _requests = requests.GetEnumerator();
    private readonly List<ClusterRequest> _frame = [];
    private bool _begun;
    private bool _more;
    private double _last;

    /// <summary>Requests before that time that were not read yet; null when there are no more at all.</summary>
    public IReadOnlyList<ClusterRequest>? Read(double end)
    {
        if (!_begun)
            (_begun, _more) = (true, _requests.MoveNext());
        if (!_more)
            return null;
        _frame.Clear();
        while (_more && _requests.Current.Time < end)
        {
            if (!(_requests.Current.Time >= _last))
                throw new InvalidOperationException($"A request at {_requests.Current.Time} s comes after one at {_last} s; a workload gives its requests by time, from 0.");
            _last = _requests.Current.Time;
            _frame.Add(_requests.Current);
            _more = _requests.MoveNext();
        }

        return _frame;
    }

    public void Dispose() => _requests.Dispose();
}

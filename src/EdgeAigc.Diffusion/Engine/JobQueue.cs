namespace EdgeAigc.Diffusion.Engine;

/// <summary>A bounded queue, first in first out, with one taker that blocks.</summary>
/// <param name="capacity">Jobs that may wait.</param>
internal sealed class JobQueue(int capacity)
{
    private readonly LinkedList<QueuedJob> _jobs = [];
    private readonly object _gate = new();
    private bool _closed;

    /// <summary>Jobs that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _jobs.Count;
        }
    }

    /// <summary>Whether the queue takes no more jobs for good.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
                return _closed;
        }
    }

    /// <summary>Adds a job, unless the queue is full or closed.</summary>
    public bool TryAdd(QueuedJob job)
    {
        lock (_gate)
        {
            if (_closed || _jobs.Count >= capacity)
                return false;
            _jobs.AddLast(job);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes a job out again; false when it is not here any more.</summary>
    public bool Remove(QueuedJob job)
    {
        lock (_gate)
            return _jobs.Remove(job);
    }

    /// <summary>Waits for the next job; null once the queue is closed.</summary>
    public QueuedJob? Take()
    {
        lock (_gate)
        {
            while (_jobs.Count == 0)
            {
                if (_closed)
                    return null;
                Monitor.Wait(_gate);
            }

            var job = _jobs.First!.Value;
            _jobs.RemoveFirst();
            return job;
        }
    }

    /// <summary>Closes the queue and returns what was left in it.</summary>
    public IReadOnlyList<QueuedJob> Close()
    {
        lock (_gate)
        {
            _closed = true;
            QueuedJob[] left = [.. _jobs];
            _jobs.Clear();
            Monitor.PulseAll(_gate);
            return left;
        }
    }
}

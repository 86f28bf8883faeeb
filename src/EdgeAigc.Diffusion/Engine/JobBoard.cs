namespace EdgeAigc.Diffusion.Engine;

/// <summary>All accepted jobs until their outcome is known. Callers add and cancel from any thread; the device thread looks at them
/// between two steps.</summary>
/// <param name="capacity">Jobs that may wait for the device.</param>
internal sealed class JobBoard(int capacity)
{
    private readonly LinkedList<QueuedJob> _jobs = [];
    private readonly object _gate = new();
    private long _arrivals;
    private long _outstandingSteps;
    private int _waiting;
    private bool _closed;
    private bool _changed;

    /// <summary>Jobs that the device has not taken up.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting;
        }
    }

    /// <summary>Evaluations of the network that the jobs still need.</summary>
    public long OutstandingSteps => Interlocked.Read(ref _outstandingSteps);

    /// <summary>Whether no more jobs are taken for good.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
                return _closed;
        }
    }

    /// <summary>Adds a job, unless too many wait or the board is closed.</summary>
    public bool TryAdd(QueuedJob job)
    {
        lock (_gate)
        {
            if (_closed || _waiting >= capacity)
                return false;
            job.Order = _arrivals++;
            job.IsWaiting = true;
            _waiting++;
            job.Place = _jobs.AddLast(job);
            Interlocked.Add(ref _outstandingSteps, job.StepsLeft);
            Wake();
            return true;
        }
    }

    /// <summary>Ends a job that the device is not at; without effect on others, which the device looks at by itself.</summary>
    /// <param name="job">The job.</param>
    /// <param name="outcome">How it ended; null says that it was cancelled.</param>
    public void EndIdle(QueuedJob job, JobOutcome? outcome)
    {
        bool taken;
        lock (_gate)
        {
            taken = !job.IsBusy && Take(job);
            Wake();
        }

        if (taken)
            Tell(job, outcome);
    }

    /// <summary>Ends a job. Without effect when it was ended before.</summary>
    /// <param name="job">The job.</param>
    /// <param name="outcome">How it ended; null says that it was cancelled.</param>
    public void End(QueuedJob job, JobOutcome? outcome)
    {
        bool taken;
        lock (_gate)
            taken = Take(job);
        if (taken)
            Tell(job, outcome);
    }

    /// <summary>A job has another number of evaluations left.</summary>
    public void Moved(QueuedJob job, int stepsLeft)
    {
        lock (_gate)
        {
            if (job.Place is null)
                return;
            Interlocked.Add(ref _outstandingSteps, stepsLeft - job.StepsLeft);
            job.StepsLeft = stepsLeft;
        }
    }

    /// <summary>Copies the jobs in the order of arrival.</summary>
    public void CopyTo(List<QueuedJob> jobs)
    {
        lock (_gate)
        {
            jobs.Clear();
            jobs.AddRange(_jobs);
        }
    }

    /// <summary>Says that the device is at a job from now on; false when the job is gone.</summary>
    public bool TryClaim(QueuedJob job)
    {
        lock (_gate)
        {
            if (job.Place is null)
                return false;
            job.IsBusy = true;
            if (job.IsWaiting)
                _waiting--;
            job.IsWaiting = false;
            return true;
        }
    }

    /// <summary>Says that the device is not at a job any more.</summary>
    public void Release(QueuedJob job)
    {
        lock (_gate)
            job.IsBusy = false;
    }

    /// <summary>Waits until something changed since the last call.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (!_changed)
                Monitor.Wait(_gate);
            _changed = false;
        }
    }

    /// <summary>Says that something changed: a model is loaded, a wish came.</summary>
    public void Signal()
    {
        lock (_gate)
            Wake();
    }

    /// <summary>Takes no more jobs; returns those that are there.</summary>
    public IReadOnlyList<QueuedJob> Close()
    {
        lock (_gate)
        {
            _closed = true;
            Wake();
            return [.. _jobs];
        }
    }

    private bool Take(QueuedJob job)
    {
        if (job.Place is null)
            return false;
        _jobs.Remove(job.Place);
        job.Place = null;
        Interlocked.Add(ref _outstandingSteps, -job.StepsLeft);
        if (job.IsWaiting)
            _waiting--;
        job.IsWaiting = false;
        return true;
    }

    private static void Tell(QueuedJob job, JobOutcome? outcome)
    {
        if (outcome is null)
            job.Completion.TrySetCanceled(job.Cancellation);
        else
            job.Completion.TrySetResult(outcome);
    }

    private void Wake()
    {
        _changed = true;
        Monitor.PulseAll(_gate);
    }
}

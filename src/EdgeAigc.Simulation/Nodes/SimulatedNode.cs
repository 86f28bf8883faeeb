namespace EdgeAigc.Simulation.Nodes;

/// <summary>One node in virtual time: stage two, device and link.</summary>
/// <param name="name">Name of the node.</param>
/// <param name="stage">Stage two.</param>
/// <param name="device">The device.</param>
/// <param name="link">The link.</param>
/// <param name="slotSeconds">How long a busy device gathers bids.</param>
/// <param name="observer">Hears what becomes of the bids.</param>
internal sealed class SimulatedNode(string name, IStageTwo stage, SimulatedDevice device, ISimulatedLink link, double slotSeconds, INodeObserver observer)
{
    private readonly Dictionary<string, ISimulatedRequest> _waiting = new(StringComparer.Ordinal);
    private double _slotEnd = double.PositiveInfinity;
    private int _jobs;

    // Bids came whose requests have not heard that they wait.
    private bool _anyUnheard;

    public string Name { get; } = name;

    /// <summary>When something happens on the node next; infinite when nothing is left to do.</summary>
    public double NextEvent => Math.Min(Math.Min(device.BusyUntil, link.NextEvent), _slotEnd);

    /// <summary>Bids that wait for an answer.</summary>
    public int WaitingBids => stage.Waiting;

    /// <summary>Device seconds that are promised and not made yet.</summary>
    public double PromisedSeconds => stage.PromisedSeconds;

    /// <summary>Time in seconds that the device has worked.</summary>
    public double WorkedSeconds => device.WorkedSeconds;

    /// <summary>A bid comes; its answer goes to the observer, at once where nothing is gained by waiting.</summary>
    public void Submit(ISimulatedRequest request, double now)
    {
        if (stage.Submit(request.Bid, now) is { } answer)
        {
            observer.Answered(this, request, answer, now);
            return;
        }

        _waiting.Add(request.Bid.Id, request);
        _anyUnheard = true;
        if (_jobs == 0)
            CloseSlot(now);
        else if (double.IsInfinity(_slotEnd))
            _slotEnd = now + slotSeconds;
    }

    /// <summary>Takes an offer. Its image is not made before <see cref="Start"/>.</summary>
    /// <returns>The image, or null when the offer has lapsed.</returns>
    public SimulatedJob? Accept(ISimulatedRequest request, double now)
    {
        if (stage.Accept(request, now) is not { } job)
            return null;
        _jobs++;
        return job;
    }

    /// <summary>The model of an image is in memory: the device may make it.</summary>
    public void Start(SimulatedJob job) => device.Add(job);

    /// <summary>Whether an image of the model has begun and is not done.</summary>
    public bool IsMaking(string model) => device.IsMaking(model);

    /// <summary>Place in the order of acceptance of the model's oldest image on the device; the largest number when there is none.</summary>
    public long OldestJob(string model) => device.OldestJob(model);

    /// <summary>Takes back the images of a model that have not begun, the oldest first: it leaves memory.</summary>
    public IReadOnlyList<SimulatedJob> Withdraw(string model) => device.Withdraw(model);

    /// <summary>Begins to work, if there is anything to do and the device rests.</summary>
    public void Wake(double now)
    {
        if (!device.IsBusy)
            device.Begin(now);
    }

    /// <summary>Takes back a bid or an offer that was not accepted.</summary>
    public void Decline(ISimulatedRequest request, double now)
    {
        _waiting.Remove(request.Bid.Id);
        stage.Decline(request.Bid.Id, now);
    }

    /// <summary>What happens at <see cref="NextEvent"/>.</summary>
    public void Handle(double now)
    {
        if (now == device.BusyUntil)
            EndUnit(now);
        else if (now == link.NextEvent)
            HandleLink(now);
        else
            CloseSlot(now);
    }

    private void CloseSlot(double now)
    {
        _slotEnd = double.PositiveInfinity;
        foreach (var (id, answer) in stage.Close(now))
        {
            if (_waiting.Remove(id, out var request))
                observer.Answered(this, request, answer, now);
        }

        TellThatTheyWait(now);
        if (stage.Waiting > 0 && double.IsInfinity(_slotEnd))
            _slotEnd = now + slotSeconds;
        Wake(now);
    }

    private void TellThatTheyWait(double now)
    {
        if (!_anyUnheard)
            return;
        _anyUnheard = false;
        foreach (var request in _waiting.Values.ToArray())
            observer.Answered(this, request, null, now);
    }

    private void EndUnit(double now)
    {
        if (device.End() is { } done)
        {
            _jobs--;
            done.ReadyTime = now;
            stage.NoteReady(done, now);
            observer.Ready(this, done, now);
            link.Add(done, now);
        }

        device.Begin(now);
    }

    private void HandleLink(double now)
    {
        if (link.Handle(now) is not { } job)
            return;
        stage.End(job.Request.Bid.Id, now);
        observer.Delivered(this, job, now);
    }
}

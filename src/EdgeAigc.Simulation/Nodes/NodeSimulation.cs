using EdgeAigc.Core.Learned;
using EdgeAigc.Core.Negotiation;

namespace EdgeAigc.Simulation.Nodes;

/// <summary>One node in virtual time: the stage two that a silo runs, on a simulated device and link.</summary>
public sealed class NodeSimulation : INodeObserver
{
    private readonly Dictionary<string, ModelProfile> _profiles;
    private readonly List<SimulatedOutcome> _outcomes = [];
    private readonly SimulatedNode _node;

    /// <param name="options">Settings of stage two.</param>
    /// <param name="models">Models of the node, with measured latency.</param>
    /// <param name="egressBitsPerSecond">Capacity of its link.</param>
    /// <param name="deviceOptions">How the device differs from the curves.</param>
    /// <param name="seed">Seed of the disturbances.</param>
    public NodeSimulation(
        NegotiationOptions options, IReadOnlyList<ModelProfile> models, double egressBitsPerSecond, SimulatedDeviceOptions deviceOptions, int seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(deviceOptions);
        _profiles = models.ToDictionary(model => model.Name, StringComparer.Ordinal);
        var market = new SlotMarket(options, models, egressBitsPerSecond, TimeProvider.System);
        Shield = market.Shield;
        var stage = new MarketStageTwo(market, new(TimeProvider.System));
        var device = new SimulatedDevice(DeviceCurves.Of(models, deviceOptions), deviceOptions, new Random(seed));
        _node = new("node", stage, device, new PromisedLink(egressBitsPerSecond), options.SlotSeconds, this);
    }

    /// <summary>What repaired the decisions of a learned policy; null where none decides.</summary>
    public FeasibilityShield? Shield { get; }

    /// <summary>Serves the arrivals until nothing is left to do.</summary>
    /// <param name="arrivals">Requests in the order of their times.</param>
    /// <returns>An outcome for each, in the order in which they were known.</returns>
    public IReadOnlyList<SimulatedOutcome> Run(IReadOnlyList<Arrival> arrivals)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        foreach (var arrival in arrivals)
        {
            HandleUntil(arrival.Time);
            _node.Submit(arrival, arrival.Time);
        }

        HandleUntil(double.MaxValue);
        return _outcomes;
    }

    void INodeObserver.Answered(SimulatedNode node, ISimulatedRequest request, BidAnswer? answer, double now)
    {
        if (answer is Refusal refusal)
            _outcomes.Add(new((Arrival)request, null, refusal, 0, 0, 0));
        else if (answer is not null)
            node.Start(node.Accept(request, now)!);
    }

    void INodeObserver.Delivered(SimulatedNode node, SimulatedJob job, double now)
    {
        var quality = _profiles[job.Request.Bid.Model].QualityAt(job.Steps);
        _outcomes.Add(new((Arrival)job.Request, job.Offer, null, job.Steps, quality, now - job.Request.Time));
    }

    private void HandleUntil(double time)
    {
        while (_node.NextEvent <= time)
            _node.Handle(_node.NextEvent);
    }
}

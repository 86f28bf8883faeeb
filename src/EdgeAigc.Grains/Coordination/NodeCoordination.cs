using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Models;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Telemetry;
using Microsoft.Extensions.Options;
using ModelLoading = EdgeAigc.Contracts.Generation.ModelLoading;

namespace EdgeAigc.Grains.Coordination;

/// <summary>A node's side of stage one: counts, reports and carries out plans. Used from the turns of one grain only.</summary>
internal sealed class NodeCoordination(
    IDenoisingEngine engine, PlanExecutor executor, DemandMeter demand, LoadTimes loads, LoadAdmission admission, NodeModels models, NodeMetrics metrics,
    ILocalSiloDetails silo, IOptions<NegotiationOptions> negotiation,
    IOptions<CoordinationOptions> options)
{
    /// <summary>The plan; null before the first.</summary>
    public NodePlan? Plan => executor.Plan;

    /// <summary>Takes a plan, or refuses it.</summary>
    public PlanReply Apply(NodePlan plan)
    {
        var reply = executor.Apply(plan);
        if (reply.Accepted)
        {
            admission.Pin(plan.Pins.Where(pin => pin.Node == silo.Name).Select(pin => pin.Model).ToHashSet(StringComparer.Ordinal));
            models.Keep(plan);
        }

        return reply;
    }

    /// <summary>What the model takes and gives on this node.</summary>
    public ModelFigures FiguresOf(ModelFolder model) => PlacementFigures.Of(model, loads, negotiation.Value);

    /// <summary>Time in seconds that the model is expected to need into memory, from where its files are now.</summary>
    public double LoadSecondsOf(ModelFolder model) => loads.Of(model);

    /// <inheritdoc cref="LoadAdmission.WaitSeconds"/>
    public double WaitSeconds(ModelFolder model) => admission.WaitSeconds(model, executor.UnderWay);

    /// <summary>A request was given to this node.</summary>
    public void NoteAccepted(string model)
    {
        models.NoteUse(model);
        var isMiss = admission.NoteAccepted(model);
        metrics.Taken(model, !isMiss);
        if (isMiss)
            demand.NoteMiss(model);
    }

    /// <summary>A request was served to its end.</summary>
    public void NoteServed(string model) => demand.NoteServed(model);

    /// <summary>The status with what stage one does to the node.</summary>
    public NodeStatus Complete(NodeStatus status) => models.Complete(status) with
    {
        LoadingModels = [.. admission.Coming.Union(executor.Loading is { } loading ? [loading] : [], StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        LeavingModels = executor.Leaving,
        FailedLoads = executor.Failures,
        PlanEpoch = executor.Plan?.Epoch ?? 0,
    };

    /// <summary>What is known of a load that a request waits for. From any thread.</summary>
    public ModelLoading Complete(ModelLoading loading, string node, Commitment commitment) => loading with
    {
        Node = node,
        Expected = Expected(loading, commitment.Bid.LoadSeconds) is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
        IsPlanned = executor.Loading == loading.Model,
    };

    /// <summary>What was bid for is told first, and then what is left: of the fetch as it goes, and of opening the networks its whole.</summary>
    private double Expected(ModelLoading loading, double bid) => engine.Models.FirstOrDefault(model => model.Name == loading.Model) switch
    {
        { } model when loading.State == ModelLoadingState.Fetching => loads.Of(model),
        { } model when bid > 0 => Math.Min(bid, loads.FromDisk(model)),
        _ => bid,
    };

    /// <summary>What happened since the last report.</summary>
    public FrameReport Report(long epoch, NodeStatus status)
    {
        if (executor.Admit(epoch) is { Accepted: false, Epoch: var newer })
            return new() { Accepted = false, Epoch = newer };
        var (period, counts) = demand.Take();
        return new()
        {
            Epoch = epoch,
            Period = period,
            Counts = counts,
            Models = [.. engine.Models.Select(FiguresOf)],
            Status = status,
            Zone = options.Value.Zone is { Length: > 0 } zone ? zone : null,
        };
    }
}

using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Negotiation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Core.Delivery;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Models;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Placement;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace EdgeAigc.Grains.Nodes;

/// <summary>
/// A node's face in the cluster. It answers bids and keeps what it promised; the engine computes on its own thread and this grain
/// only hands it jobs and passes on what it tells, so a turn never waits for a device.
/// </summary>
[GrainType("edgeaigc.edge-server"), EdgeNodePlacement, Immovable, KeepAlive, Reentrant]
internal sealed partial class EdgeServerGrain(
    IDenoisingEngine engine,
    ModelCatalog catalog,
    NodeNegotiator negotiator,
    PromisedWork work,
    PromiseBook promises,
    NodeCoordination coordination,
    LoadAdmission admission,
    EgressLink link,
    NodeModels models,
    ILocalSiloDetails silo,
    ILogger<EdgeServerGrain> logger) : Grain, IEdgeServerGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKeyString() == silo.Name
            ? Task.CompletedTask
            : throw new EdgeNodeUnavailableException(this.GetPrimaryKeyString());

    public Task<NodeStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(Status());

    public Task<FrameReport> ReportAsync(long epoch) => Task.FromResult(coordination.Report(epoch, Status()));

    public Task<PlanReply> ApplyPlanAsync(NodePlan plan) => Task.FromResult(coordination.Apply(plan));

    public Task<NodePlan?> GetPlanAsync() => Task.FromResult(coordination.Plan);

    public Task<NodeMarket> GetMarketAsync() => Task.FromResult(new NodeMarket
    {
        Slots = negotiator.Book.Slots,
        MissedByCause = promises.MissedByCause,
        EgressBitsPerSecond = link.CapacityBitsPerSecond,
        CommittedBitsPerSecond = link.CommittedBitsPerSecond,
        Deliveries = link.ActiveDeliveries,
    });

    public Task<MeasuredModel?> GetCurvesAsync(string model) =>
        Task.FromResult(engine.Models.FirstOrDefault(known => known.Name == model)?.Curves is { } curves ? CalibrationMapping.ToMeasured(curves) : null);

    public Task<byte[]?> GetSheetAsync(string model) => ModelSheet.ReadAsync(engine.Models.FirstOrDefault(known => known.Name == model));

    public async Task<BidReply> NegotiateAsync(GenerationBid bid, CancellationToken cancellationToken = default)
    {
        if ((BidChecks.Check(bid.Request) ?? Fault(JobMapping.ToJob(bid.Request))) is { } failure)
            return new BidRefused(failure);
        var model = engine.Models.First(known => known.Name == bid.Request.Model);
        return admission.Check(model, bid.IsLastResort) is { } refusal
            ? new BidRefused(refusal)
            : await negotiator.NegotiateAsync(bid, model, coordination.WaitSeconds(model), cancellationToken);
    }

    public Task DeclineAsync(string bid)
    {
        negotiator.Decline(bid);
        return Task.CompletedTask;
    }

    // The engine tells at most a few events more than the request has steps, and the image comes in parts.
    public IAsyncEnumerable<GenerationEvent> DenoiseAsync(string bid, GenerationRequest request, CancellationToken cancellationToken = default) =>
        EventRelay.RunAsync<GenerationEvent>((tell, left) => DenoiseAsync(bid, request, tell, left), cancellationToken);

    public IAsyncEnumerable<CalibrationEvent> CalibrateAsync(CalibrationRequest request, CancellationToken cancellationToken = default) =>
        EventRelay.RunAsync<CalibrationEvent>((tell, left) => CalibrateAsync(request, tell, left), cancellationToken);

    public Task<ModelFileList?> FindModelAsync(string model, CancellationToken cancellationToken = default) => models.FindAsync(model, cancellationToken);

    public Task<byte[]> ReadModelAsync(string model, string path, long offset, int count, CancellationToken cancellationToken = default) =>
        models.ReadAsync(model, path, offset, count, cancellationToken);

    private NodeStatus Status() => coordination.Complete(NodeReport.Of(this.GetPrimaryKeyString(), engine, catalog, negotiator, promises, coordination));

    private GenerationFailed? Fault(DenoisingJob job) => engine.Check(job) is { } fault ? JobMapping.ToFailed(fault) : null;

    private Task DenoiseAsync(string bid, GenerationRequest request, Action<GenerationEvent> tell, CancellationToken cancellationToken)
    {
        if (negotiator.Accept(bid) is { } commitment)
        {
            coordination.NoteAccepted(commitment.Bid.Model);
            return work.RunAsync(commitment, request, this.GetPrimaryKeyString(), tell, cancellationToken);
        }

        tell(new GenerationFailed(FailureCodes.OfferLapsed, null, $"The offer for bid '{bid}' has lapsed; ask again.", true));
        return Task.CompletedTask;
    }

    private async Task CalibrateAsync(CalibrationRequest request, Action<CalibrationEvent> tell, CancellationToken cancellationToken)
    {
        try
        {
            var settings = CalibrationMapping.ToSettings(request);
            var outcome = await engine.CalibrateAsync(
                request.Model, settings, progress => tell(CalibrationMapping.ToEvent(progress)), cancellationToken);
            tell(CalibrationMapping.ToEvent(outcome, this.GetPrimaryKeyString()));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // No router stands between this node and the caller that could tell a defect from a lost node.
            LogCalibrationDefect(request.Model, exception);
            tell(CalibrationMapping.ToDefect(exception));
        }
    }
}

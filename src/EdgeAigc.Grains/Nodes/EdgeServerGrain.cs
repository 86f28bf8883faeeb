using EdgeAigc.Contracts.Calibration;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Placement;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace EdgeAigc.Grains.Nodes;

/// <summary>
/// A node's face in the cluster. The engine computes on its own thread; this grain only hands it jobs and passes on
/// what it tells, so a turn never waits for a device.
/// </summary>
[GrainType("edgeaigc.edge-server"), EdgeNodePlacement, Immovable, KeepAlive, Reentrant]
internal sealed partial class EdgeServerGrain(
    IDenoisingEngine engine, ModelCatalog catalog, ILocalSiloDetails silo, ILogger<EdgeServerGrain> logger) : Grain, IEdgeServerGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKeyString() == silo.Name
            ? Task.CompletedTask
            : throw new EdgeNodeUnavailableException(this.GetPrimaryKeyString());

    public Task<NodeStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(NodeReport.Of(this.GetPrimaryKeyString(), engine, catalog));

    // The engine tells at most a few events more than the request has steps.
    public IAsyncEnumerable<GenerationEvent> DenoiseAsync(GenerationRequest request, CancellationToken cancellationToken = default) =>
        EventRelay.RunAsync<GenerationEvent>((tell, left) => DenoiseAsync(request, tell, left), cancellationToken);

    public IAsyncEnumerable<CalibrationEvent> CalibrateAsync(CalibrationRequest request, CancellationToken cancellationToken = default) =>
        EventRelay.RunAsync<CalibrationEvent>((tell, left) => CalibrateAsync(request, tell, left), cancellationToken);

    private async Task DenoiseAsync(GenerationRequest request, Action<GenerationEvent> tell, CancellationToken cancellationToken)
    {
        var job = JobMapping.ToJob(request);
        var outcome = await engine.RunAsync(job, progress => tell(JobMapping.ToEvent(progress)), cancellationToken);
        tell(JobMapping.ToEvent(job, outcome, this.GetPrimaryKeyString()));
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

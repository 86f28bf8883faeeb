using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Contracts.Nodes;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Placement;
using Orleans.Concurrency;
using Orleans.Placement;

namespace EdgeAigc.Grains.Nodes;

/// <summary>
/// A node's face in the cluster. The engine computes on its own thread; this grain only hands it jobs and passes on
/// what it tells, so a turn never waits for a device.
/// </summary>
[GrainType("edgeaigc.edge-server"), EdgeNodePlacement, Immovable, KeepAlive, Reentrant]
internal sealed class EdgeServerGrain(IDenoisingEngine engine, ModelCatalog catalog, ILocalSiloDetails silo) : Grain, IEdgeServerGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKeyString() == silo.Name
            ? Task.CompletedTask
            : throw new EdgeNodeUnavailableException(this.GetPrimaryKeyString());

    public Task<NodeStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(NodeReport.Of(this.GetPrimaryKeyString(), engine, catalog));

    public async IAsyncEnumerable<GenerationEvent> DenoiseAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The engine tells at most a few events more than the request has steps, so the channel is bounded by its work.
        var events = Channel.CreateUnbounded<GenerationEvent>(new() { SingleReader = true, SingleWriter = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = RunAsync(request, events.Writer, left.Token);
        try
        {
            await foreach (var next in events.Reader.ReadAllAsync(left.Token))
                yield return next;
        }
        finally
        {
            await left.CancelAsync();
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task RunAsync(GenerationRequest request, ChannelWriter<GenerationEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            var job = JobMapping.ToJob(request);
            var outcome = await engine.RunAsync(job, progress => events.TryWrite(JobMapping.ToEvent(progress)), cancellationToken);
            events.TryWrite(JobMapping.ToEvent(job, outcome, this.GetPrimaryKeyString()));
            events.Complete();
        }
        catch (Exception exception)
        {
            events.Complete(exception);
        }
    }
}

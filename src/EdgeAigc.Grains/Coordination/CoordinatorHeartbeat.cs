using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Grains.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Tells the Coordinator that this silo is there. When the Coordinator's silo has died, the next heartbeat of any other brings it
/// back to life.</summary>
internal sealed partial class CoordinatorHeartbeat(
    IGrainFactory grains, ILocalSiloDetails silo, IOptions<CoordinationOptions> options, TimeProvider time, ILogger<CoordinatorHeartbeat> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Policy == CoordinationOptions.Off || options.Value.HeartbeatSeconds <= 0)
            return;
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds), time);
        do
        {
            await BeatAsync(stoppingToken);
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<ICoordinatorGrain>(0).HeartbeatAsync(silo.Name, silo.SiloAddress.ToParsableString())
                .WaitAsync(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds * 2), time, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidOperationException || NodeLoss.IsLoss(exception))
        {
            // The silo is not up yet, or the Coordinator is between two lives; the next beat finds it.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Serving goes on without a Coordinator.
            LogNoCoordinator(exception);
        }
    }
}

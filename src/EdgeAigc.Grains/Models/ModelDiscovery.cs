using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeAigc.Grains.Models;

/// <summary>Looks for models that only other nodes have, every few seconds.</summary>
internal sealed partial class ModelDiscovery(NodeModels models, ModelCatalog catalog, TimeProvider time, ILogger<ModelDiscovery> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await models.LearnAsync(catalog, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other nodes could not be asked for their models; it is tried again.")]
    private partial void LogFailed(Exception exception);
}

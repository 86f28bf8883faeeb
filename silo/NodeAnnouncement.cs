using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Silo;

/// <summary>Says once, when the node takes requests, who it is, what it serves and where it listens.</summary>
internal sealed partial class NodeAnnouncement(
    IDenoisingEngine engine,
    ModelCatalog catalog,
    IOptions<NodeOptions> node,
    IOptions<SiloClusterOptions> cluster,
    IOptions<HttpEndpointOptions> http,
    IHostApplicationLifetime lifetime,
    ILogger<NodeAnnouncement> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fault in catalog.Faults)
            LogUnusableModel(fault.File, fault.Message);
        if (catalog.Models.Count == 0)
            LogNoModels(node.Value.FullModelsPath);

        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var models = string.Join(", ", catalog.Models.Select(model => model.Name));
        var gateway = $"{cluster.Value.AdvertisedAddress}:{cluster.Value.GatewayPort}";
        var health = $"http://{http.Value.Address}:{http.Value.Port}";
        LogReady(node.Value.Name, models, engine.Device, gateway, health);
    }
}

using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Silo.Configuration;

namespace EdgeAigc.Silo;

/// <summary>Says once, when the node takes requests, who it is, what it serves and where it listens.</summary>
internal sealed partial class NodeAnnouncement(
    IDenoisingEngine engine,
    ModelCatalog catalog,
    NodeOptions node,
    SiloClusterOptions cluster,
    HttpEndpointOptions http,
    IHostApplicationLifetime lifetime,
    ILogger<NodeAnnouncement> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var fault in catalog.Faults)
            LogUnusableModel(fault.File, fault.Message);
        if (catalog.Models.Count == 0)
            LogNoModels(node.FullModelsPath);

        lifetime.ApplicationStarted.Register(Announce);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var models = string.Join(", ", catalog.Models.Select(model => model.Name));
        var gateway = $"{cluster.AdvertisedAddress}:{cluster.GatewayPort}";
        var api = $"http://{http.Address}:{http.Port}";
        LogReady(node.Name, models, engine.Device, gateway, api);
    }
}

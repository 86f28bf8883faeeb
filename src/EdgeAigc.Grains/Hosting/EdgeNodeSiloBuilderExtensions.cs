using EdgeAigc.Core.Delivery;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Models;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Nodes;
using EdgeAigc.Grains.Placement;
using EdgeAigc.Grains.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace EdgeAigc.Grains.Hosting;

/// <summary>Makes a silo an edge node.</summary>
public static class EdgeNodeSiloBuilderExtensions
{
    /// <summary>
    /// Adds the grains' services. Every silo of a cluster needs them, because any silo may have to place a grain. The
    /// host provides the <see cref="IDenoisingEngine"/> and the <see cref="ModelCatalog"/>; the silo's name is the
    /// node's name.
    /// </summary>
    public static ISiloBuilder AddEdgeNode(this ISiloBuilder silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        silo.AddPlacementDirector<EdgeNodePlacement, EdgeNodePlacementDirector>();
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton<RoutingView>().AddSingleton<RequestRouter>().AddSingleton<NodeNegotiation>();
        // The negotiator and the book belong to the one grain of the node.
        silo.Services.AddSingleton<NodeNegotiator>().AddSingleton<PromiseBook>().AddSingleton<PromisedWork>();
        silo.Services.AddMetrics().AddSingleton<StageTwoMetrics>();
        silo.Services.AddSingleton(services => new EgressLink(
            services.GetRequiredService<IOptions<EgressLinkOptions>>().Value.EgressBitsPerSecond, services.GetRequiredService<TimeProvider>()));
        silo.Services.AddOptions<ModelStoreOptions>();
        silo.Services.AddSingleton<NodeModels>().AddSingleton<IModelSource>(services => services.GetRequiredService<NodeModels>());
        silo.Services.AddHostedService<ModelDiscovery>();
        silo.Services.AddOptions<RoutingOptions>();
        silo.Services.AddOptions<NegotiationOptions>();
        silo.Services.AddOptions<EgressLinkOptions>();
        return silo.AddCoordination();
    }

    private static ISiloBuilder AddCoordination(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<CoordinationOptions>();
        silo.Services.AddSingleton<DemandMeter>().AddSingleton<LoadTimes>().AddSingleton<PlanExecutor>().AddSingleton<NodeCoordination>();
        silo.Services.AddSingleton<IModelHeirs, ModelHeirs>().AddTransient<IDemandForecast, ExponentialRates>();
        silo.Services.AddSingleton<CoordinatorCalls>().AddTransient<FramePlanner>();
        silo.Services.AddKeyedSingleton<IGrainStorage>(CoordinatorState.Storage, (services, _) => new FileGrainStorage(
            services.GetRequiredService<IOptions<CoordinationOptions>>().Value.FullStatePath, services.GetRequiredService<TimeProvider>()));
        silo.Services.AddHostedService<CoordinatorHeartbeat>();
        return silo;
    }
}

using EdgeAigc.Core.Delivery;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Results;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Cloud;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Jobs;
using EdgeAigc.Grains.Keys;
using EdgeAigc.Grains.Models;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Nodes;
using EdgeAigc.Grains.Placement;
using EdgeAigc.Grains.Routing;
using EdgeAigc.Grains.Telemetry;
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
        silo.Services.AddSingleton<RoutingView>().AddSingleton<Candidates>().AddSingleton<RequestRouter>().AddSingleton<NodeNegotiation>().AddSingleton<CloudUpstream>();
        // The negotiator and the book belong to the one grain of the node.
        silo.Services.AddSingleton<NodeNegotiator>().AddSingleton<PromiseBook>().AddSingleton<PromisedWork>();
        silo.Services.AddMetrics().AddSingleton<StageTwoMetrics>().AddSingleton<NodeMetrics>().AddSingleton<RequestMetrics>().AddSingleton<PlanMetrics>().AddSingleton<RequestTelemetry>();
        // Traces go with the calls.
        silo.AddActivityPropagation();
        silo.Services.TryAddSingleton(services => new EgressLink(
            services.GetRequiredService<IOptions<EgressLinkOptions>>().Value.EgressBitsPerSecond, services.GetRequiredService<TimeProvider>()));
        silo.Services.AddOptions<ModelStoreOptions>();
        silo.Services.AddSingleton<NodeModels>().AddSingleton<IModelSource>(services => services.GetRequiredService<NodeModels>());
        silo.Services.AddHostedService<ModelDiscovery>();
        silo.Services.AddOptions<RoutingOptions>();
        silo.Services.AddOptions<CloudOptions>();
        silo.Services.AddOptions<NegotiationOptions>();
        silo.Services.AddOptions<EgressLinkOptions>();
        return silo.AddCoordination().AddKeys().AddJobs();
    }

    private static ISiloBuilder AddKeys(this ISiloBuilder silo)
    {
        silo.Services.AddKeyedSingleton<IGrainStorage>(NodeKeysState.Storage, (services, _) => new FileGrainStorage(
            services.GetRequiredService<IOptions<CoordinationOptions>>().Value.FullStatePath, services.GetRequiredService<TimeProvider>()));
        return silo;
    }

    private static ISiloBuilder AddJobs(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<ResultOptions>();
        silo.Services.AddSingleton(services => new JobSlots(services.GetRequiredService<IOptions<ResultOptions>>().Value.MaxJobs));
        silo.Services.AddSingleton(services =>
        {
            var results = services.GetRequiredService<IOptions<ResultOptions>>().Value;
            return new RetentionBook(results.MaxKept, results.Mebibytes * 1024L * 1024, TimeSpan.FromSeconds(results.Seconds));
        });
        return silo;
    }

    private static ISiloBuilder AddCoordination(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<CoordinationOptions>();
        silo.Services.AddSingleton<DemandMeter>().AddSingleton<LoadTimes>().AddSingleton<PlanExecutor>().AddSingleton<LoadAdmission>().AddSingleton<NodeCoordination>();
        silo.Services.AddSingleton<IModelHeirs, ModelHeirs>().AddScoped<ClusterForecast>();
        silo.Services.AddSingleton<CoordinatorCalls>().AddScoped<FramePlanner>();
        silo.Services.AddKeyedSingleton<IGrainStorage>(CoordinatorState.Storage, (services, _) => new FileGrainStorage(
            services.GetRequiredService<IOptions<CoordinationOptions>>().Value.FullStatePath, services.GetRequiredService<TimeProvider>()));
        silo.Services.AddHostedService<CoordinatorHeartbeat>();
        silo.Services.AddSingleton<StageOnePolicy>().AddSingleton<IConfigurationValidator, LearnedPolicyValidator>();
        return silo;
    }
}

using System.Diagnostics.Metrics;
using System.Net;
using EdgeAigc.Contracts;
using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Gateway;
using EdgeAigc.Grains.Cloud;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Hosting;
using EdgeAigc.Grains.Jobs;
using EdgeAigc.Grains.Models;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Routing;
using EdgeAigc.Silo.Configuration;
using EdgeAigc.Silo.Health;
using EdgeAigc.Silo.Telemetry;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace EdgeAigc.Silo;

/// <summary>Puts the node together.</summary>
internal static class Startup
{
    private const string EngineSection = "EdgeAigc:Engine";

    public static WebApplication Build(Dictionary<string, string?> commandLine, Action<IServiceCollection>? configure = null)
    {
        // The content root is the program's folder, so that the node runs the same from wherever it is started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(commandLine);
        var node = SettingsReader.Read<NodeOptions>(builder.Configuration, NodeOptions.Section);
        var cluster = SettingsReader.Read<SiloClusterOptions>(builder.Configuration, SiloClusterOptions.Section);
        var http = SettingsReader.Read<HttpEndpointOptions>(builder.Configuration, HttpEndpointOptions.Section);
        var engine = SettingsReader.Read<EngineOptions>(builder.Configuration, EngineSection);
        var negotiation = SettingsReader.Read<NegotiationOptions>(builder.Configuration, "EdgeAigc:Negotiation");
        // Nested settings are checked by themselves.
        SettingsReader.Read<SlotAllocatorOptions>(builder.Configuration, "EdgeAigc:Negotiation:Allocator");
        var link = SettingsReader.Read<EgressLinkOptions>(builder.Configuration, "EdgeAigc:Link");
        var coordination = SettingsReader.Read<CoordinationOptions>(builder.Configuration, "EdgeAigc:Coordination");
        // Clusters that were started out of one folder differ in where their first silo is.
        if (coordination.StatePath.Length == 0)
            coordination.StatePath = Path.Combine("state", cluster.PrimaryEndpoint.ToString().Replace(':', '-'));
        node.Resolve(coordination.FullStatePath);
        (coordination.Weights, negotiation.Allocator.Weights) = (WeightsPath(coordination.Weights), WeightsPath(negotiation.Allocator.Weights));
        var routing = SettingsReader.Read<RoutingOptions>(builder.Configuration, "EdgeAigc:Routing");
        var cloud = SettingsReader.Read<CloudOptions>(builder.Configuration, "EdgeAigc:Cloud");
        var results = SettingsReader.Read<ResultOptions>(builder.Configuration, ResultOptions.Section);
        var gateway = SettingsReader.Read<HttpApiOptions>(builder.Configuration, HttpApiOptions.Section);
        var telemetry = SettingsReader.Read<TelemetryOptions>(builder.Configuration, TelemetryOptions.Section);

        PortCheck.RequireFree($"{HttpEndpointOptions.Section}:{nameof(http.Port)}", "--http-port", IPAddress.Parse(http.Address), http.Port);
        PortCheck.RequireFree($"{SiloClusterOptions.Section}:{nameof(cluster.GatewayPort)}", "--gateway-port", cluster.Address, cluster.GatewayPort);
        PortCheck.RequireFree($"{SiloClusterOptions.Section}:{nameof(cluster.SiloPort)}", "--silo-port", cluster.Address, cluster.SiloPort);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(node).AddSingleton(cluster).AddSingleton(http).AddSingleton(Options.Create(routing))
            .AddSingleton(Options.Create(negotiation)).AddSingleton(Options.Create(link)).AddSingleton(Options.Create(coordination))
            .AddSingleton(Options.Create(results)).AddSingleton(Options.Create(cloud));
        builder.Services.AddSingleton(Options.Create(new ModelStoreOptions
        {
            ModelsPath = node.FullModelsPath,
            OriginPath = node.FullOriginPath,
            DiskBytes = node.DiskMebibytes * 1024 * 1024,
        }));
        builder.Services.AddSingleton(_ => node.OriginPath.Length == 0
            ? ModelCatalog.Scan(node.FullModelsPath)
            : ModelCatalog.ScanWithOrigin(node.FullModelsPath, node.FullOriginPath));
        builder.Services.AddSingleton<IDenoisingEngine>(services => CreateEngine(services, engine));
        builder.Services.AddGateway(gateway, new(IPAddress.Parse(http.Address), routing.DefaultModel));
        builder.Services.AddTelemetry(telemetry, node.Name);
        builder.Services.AddEdgeHealth().AddHostedService<NodeAnnouncement>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(http.Address), http.Port);
            kestrel.LimitGateway(gateway);
        });
        builder.Host.UseOrleans(silo =>
        {
            ConfigureSilo(silo, node, cluster);
            silo.AddActorView(telemetry);
        });
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        // A device that is not there should end the start, not the first request.
        app.Services.GetRequiredService<IDenoisingEngine>();
        app.MapEdgeHealth();
        app.UseGateway(TelemetrySetup.MetricsPath, TelemetrySetup.ActorsPath);
        app.MapGateway();
        app.MapTelemetry(telemetry);
        return app;
    }

    // Relative to the program's folder, as all paths are.
    private static string WeightsPath(string path) => path.Length == 0 ? path : Path.GetFullPath(path, AppContext.BaseDirectory);

    private static DenoisingEngine CreateEngine(IServiceProvider services, EngineOptions options)
    {
        try
        {
            return new(
                services.GetRequiredService<ModelCatalog>(),
                options,
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<DenoisingEngine>>(),
                services.GetRequiredService<IModelSource>(),
                services.GetRequiredService<IMeterFactory>());
        }
        catch (InvalidOperationException exception)
        {
            throw new OptionsValidationException(EngineSection, typeof(EngineOptions), [$"{EngineSection}: {exception.Message}"]);
        }
    }

    private static void ConfigureSilo(ISiloBuilder silo, NodeOptions node, SiloClusterOptions cluster)
    {
        silo.Configure<SiloOptions>(options => options.SiloName = node.Name);
        silo.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = ClusterDefaults.ClusterId;
            options.ServiceId = ClusterDefaults.ServiceId;
        });
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            // A dead node is noticed in about ten seconds, while a node that merely starves for CPU is let live.
            options.ProbeTimeout = TimeSpan.FromSeconds(2);
            options.MaxProbeTimeout = TimeSpan.FromSeconds(4);
            options.NumMissedProbesLimit = 3;
            options.NumVotesForDeathDeclaration = 1;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Configure<SiloMessagingOptions>(options => options.CancelRequestOnTimeout = true);
        silo.UseDevelopmentClustering(options => options.PrimarySiloEndpoint = cluster.PrimaryEndpoint);
        silo.ConfigureEndpoints(cluster.Address, cluster.SiloPort, cluster.GatewayPort);
        silo.AddEdgeNode();
    }
}

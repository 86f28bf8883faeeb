using System.Net;
using EdgeAigc.Contracts;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Hosting;
using EdgeAigc.Grains.Routing;
using EdgeAigc.Silo.Configuration;
using EdgeAigc.Silo.Health;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace EdgeAigc.Silo;

/// <summary>Puts the node together.</summary>
internal static class Startup
{
    public static WebApplication Build(Dictionary<string, string?> commandLine)
    {
        // The content root is the program's folder, so that the node runs the same from wherever it is started.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(commandLine);
        Bind<NodeOptions>(builder, NodeOptions.Section);
        Bind<SiloClusterOptions>(builder, SiloClusterOptions.Section);
        Bind<HttpEndpointOptions>(builder, HttpEndpointOptions.Section);
        Bind<EngineOptions>(builder, "EdgeAigc:Engine");
        Bind<RoutingOptions>(builder, "EdgeAigc:Routing");

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => ModelCatalog.Scan(services.GetRequiredService<IOptions<NodeOptions>>().Value.FullModelsPath));
        builder.Services.AddSingleton<IDenoisingEngine>(services => new DenoisingEngine(
            services.GetRequiredService<ModelCatalog>(),
            services.GetRequiredService<IOptions<EngineOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<DenoisingEngine>>()));
        builder.Services.AddEdgeHealth().AddHostedService<NodeAnnouncement>();
        builder.WebHost.ConfigureKestrel((_, kestrel) =>
        {
            var http = kestrel.ApplicationServices.GetRequiredService<IOptions<HttpEndpointOptions>>().Value;
            kestrel.Listen(IPAddress.Parse(http.Address), http.Port);
        });
        builder.Host.UseOrleans(ConfigureSilo);

        var app = builder.Build();
        app.MapEdgeHealth();
        return app;
    }

    private static void Bind<TOptions>(WebApplicationBuilder builder, string section)
        where TOptions : class =>
        builder.Services.AddOptions<TOptions>()
            .Configure(options => Read(builder.Configuration, section, options))
            .ValidateDataAnnotations()
            .ValidateOnStart();

    private static void Read<TOptions>(IConfiguration configuration, string section, TOptions options)
        where TOptions : class
    {
        try
        {
            configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            // A value of the wrong type, or a setting that does not exist: the binder says which.
            throw new OptionsValidationException(section, typeof(TOptions), [$"{section}: {exception.Message}"]);
        }
    }

    private static void ConfigureSilo(HostBuilderContext context, ISiloBuilder silo)
    {
        var node = new NodeOptions();
        var cluster = new SiloClusterOptions();
        Read(context.Configuration, NodeOptions.Section, node);
        Read(context.Configuration, SiloClusterOptions.Section, cluster);
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

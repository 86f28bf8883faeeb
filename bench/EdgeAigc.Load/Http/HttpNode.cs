using System.Net;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Gateway;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Hosting;
using EdgeAigc.Grains.Jobs;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Grains.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace EdgeAigc.Load.Http;

/// <summary>A silo in this process that is one edge node with its HTTP API, before a model that costs nothing.</summary>
internal sealed class HttpNode : IAsyncDisposable
{
    public const int SiloPort = 21211;
    public const int GatewayPort = 31210;

    private readonly WebApplication _app;
    private readonly DirectoryInfo _state;

    private HttpNode(WebApplication app, FreeEngine engine, DirectoryInfo state) =>
        (_app, Engine, _state, Address) = (app, engine, state, new(app.Urls.Single()));

    public FreeEngine Engine { get; }

    /// <summary>Where its HTTP API is.</summary>
    public Uri Address { get; }

    public IPEndPoint EndPoint => new(IPAddress.Loopback, Address.Port);

    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    public static async Task<HttpNode> StartAsync()
    {
        var engine = new FreeEngine();
        var state = Directory.CreateTempSubdirectory("edgeaigc-load");
        var options = new HttpApiOptions();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.LimitGateway(options);
        });
        builder.Services.AddSingleton<IDenoisingEngine>(engine).AddSingleton(ModelCatalog.Scan(Path.Combine(state.FullName, "models")));
        builder.Services.AddSingleton(Options.Create(new CoordinationOptions { Policy = CoordinationOptions.Off, StatePath = state.FullName }));
        // Neither the promises nor the link shall be what is measured.
        builder.Services.AddSingleton(Options.Create(new NegotiationOptions { UncalibratedStepSeconds = 0.00001, MaxWaitingBids = 100_000 }));
        builder.Services.AddSingleton(Options.Create(new EgressLinkOptions { EgressMegabits = 100_000 }));
        // What is kept on purpose for an hour shall not look like a leak.
        builder.Services.AddSingleton(Options.Create(new ResultOptions { MaxKept = 100 }));
        builder.Services.AddSingleton(Options.Create(new RoutingOptions { DefaultModel = FreeEngine.Model }));
        builder.Services.AddGateway(options, new(IPAddress.Loopback, FreeEngine.Model));
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(SiloPort, GatewayPort);
            silo.Configure<SiloOptions>(silo => silo.SiloName = "node-0");
            silo.AddEdgeNode();
        });
        var app = builder.Build();
        app.UseGateway();
        app.MapGateway();
        await app.StartAsync();
        return new(app, engine, state);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _state.Delete(recursive: true);
    }
}

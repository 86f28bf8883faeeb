using System.Net;
using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace EdgeAigc.Load.Validation;

/// <summary>Some edge nodes in this process, each a silo with its own engine, memory and ports.</summary>
internal sealed class LoadedCluster : IAsyncDisposable
{
    private const int FirstPort = 21200;
    private readonly Stack<IHost> _hosts = new();
    private readonly List<DenoisingEngine> _engines = [];
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("edgeaigc-validation-");

    public IReadOnlyList<DenoisingEngine> Engines => _engines;

    /// <summary>Node names by index.</summary>
    public static string NameOf(int node) => $"node-{node}";

    /// <summary>Grains as a caller of that node sees them.</summary>
    public IGrainFactory GrainsOf(int node) => _hosts.Reverse().ElementAt(node).Services.GetRequiredService<IGrainFactory>();

    public ICoordinatorGrain Coordinator => GrainsOf(0).GetGrain<ICoordinatorGrain>(0);

    public static async Task<LoadedCluster> StartAsync(int nodes, string models, EngineOptions engine, CoordinationOptions coordination)
    {
        var cluster = new LoadedCluster();
        coordination.StatePath = cluster._state.FullName;
        for (var node = 0; node < nodes; node++)
            await cluster.AddAsync(NameOf(node), node, ModelCatalog.Scan(models), engine, coordination);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        while (_hosts.TryPop(out var host))
        {
            await host.StopAsync();
            host.Dispose();
        }

        foreach (var engine in _engines)
            await engine.DisposeAsync();
        _state.Delete(recursive: true);
    }

    private async Task AddAsync(string name, int node, ModelCatalog catalog, EngineOptions options, CoordinationOptions coordination)
    {
        var engine = new DenoisingEngine(catalog, options, TimeProvider.System, NullLogger<DenoisingEngine>.Instance);
        _engines.Add(engine);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(catalog).AddSingleton<IDenoisingEngine>(engine).AddSingleton(Options.Create(new NegotiationOptions()))
            .AddSingleton(Options.Create(coordination));
        builder.UseOrleans(silo =>
        {
            silo.UseDevelopmentClustering(new IPEndPoint(IPAddress.Loopback, FirstPort));
            silo.ConfigureEndpoints(IPAddress.Loopback, FirstPort + node, FirstPort + 100 + node);
            silo.Configure<SiloOptions>(silo => silo.SiloName = name);
            silo.AddEdgeNode();
        });
        _hosts.Push(builder.Build());
        await _hosts.Peek().StartAsync();
    }
}

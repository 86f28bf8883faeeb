using EdgeAigc.Contracts.Generation;
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

namespace EdgeAigc.Load;

/// <summary>A silo in this process that is one edge node, with its models in memory.</summary>
internal sealed class LoadedNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DenoisingEngine _engine;

    private LoadedNode(IHost host, DenoisingEngine engine) => (_host, _engine) = (host, engine);

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts it and loads all models.</summary>
    public static async Task<LoadedNode> StartAsync(string models, int threads, NegotiationOptions negotiation)
    {
        var catalog = ModelCatalog.Scan(models);
        var engine = new DenoisingEngine(catalog, new() { Threads = threads }, TimeProvider.System, NullLogger<DenoisingEngine>.Instance);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(catalog).AddSingleton<IDenoisingEngine>(engine).AddSingleton(Options.Create(negotiation))
            .AddSingleton(Options.Create(new CoordinationOptions { Policy = CoordinationOptions.Off }));
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: 21111, gatewayPort: 31000);
            silo.Configure<SiloOptions>(options => options.SiloName = "node-0");
            silo.AddEdgeNode();
        });
        var host = builder.Build();
        await host.StartAsync();
        foreach (var model in catalog.Models)
            await engine.LoadAsync(model.Name, default);
        return new(host, engine);
    }

    /// <summary>Time in seconds of an image that is made alone with 20 steps (or the most its model allows), on average over the
    /// models: what this machine does now.</summary>
    public async Task<double> ImageSecondsAsync(IReadOnlyList<ModelProfile> models, int rounds)
    {
        var seconds = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            foreach (var model in models)
            {
                var outcome = await _engine.RunAsync(
                    new() { Model = model.Name, Prompt = "red heart", Steps = Math.Min(20, model.Levels[^1].Steps), Seed = round }, null, default);
                var timings = outcome.Image!.Timings;
                if (round >= 0)
                    seconds.Add((timings.Encoding + timings.Denoising + timings.Decoding).TotalSeconds * 20 / Math.Min(20, model.Levels[^1].Steps));
            }
        }

        return seconds.Average();
    }

    /// <summary>Serves a request to its last event.</summary>
    public async Task<GenerationEvent> RunAsync(string id, GenerationRequest request)
    {
        GenerationEvent? last = null;
        await foreach (var next in Grains.GenerateAsync(id, request, TimeProvider.System, TimeSpan.FromSeconds(30)))
            last = next;
        return last!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _engine.DisposeAsync();
    }
}

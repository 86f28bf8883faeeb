using System.Diagnostics.Metrics;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>An engine over models in a temporary folder.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EngineHarness(params TinyModel[] models)
        : this(new EngineOptions { Threads = 1 }, TimeProvider.System, models)
    {
    }

    public EngineHarness(EngineOptions options, TimeProvider time, params TinyModel[] models)
        : this(options, time, NullLogger<DenoisingEngine>.Instance, models)
    {
    }

    public EngineHarness(ILogger<DenoisingEngine> log, params TinyModel[] models)
        : this(new EngineOptions { Threads = 1 }, TimeProvider.System, log, models)
    {
    }

    public EngineHarness(IModelSource source, params TinyModel[] models)
        : this(new EngineOptions { Threads = 1 }, TimeProvider.System, NullLogger<DenoisingEngine>.Instance, models, source)
    {
    }

    public EngineHarness(EngineOptions options, TimeProvider time, IMeterFactory meters, params TinyModel[] models)
        : this(options, time, NullLogger<DenoisingEngine>.Instance, models, meters: meters)
    {
    }

    public EngineHarness(EngineOptions options, IModelSource source, params TinyModel[] models)
        : this(options, TimeProvider.System, NullLogger<DenoisingEngine>.Instance, models, source)
    {
    }

    private EngineHarness(
        EngineOptions options, TimeProvider time, ILogger<DenoisingEngine> log, TinyModel[] models, IModelSource? source = null, IMeterFactory? meters = null)
    {
        foreach (var model in models.DefaultIfEmpty(new TinyModel()))
            model.Write(_folder.Path);
        Engine = new DenoisingEngine(ModelCatalog.Scan(_folder.Path), options, time, log, source, meters);
    }

    public DenoisingEngine Engine { get; }

    /// <summary>Path of a file of a model.</summary>
    public string Of(params string[] parts) => _folder.Of(parts);

    /// <summary>A small job.</summary>
    public static DenoisingJob Job(string prompt = "red heart") => new() { Model = "tiny", Prompt = prompt, Seed = 7 };

    /// <summary>Runs a job that must give a picture.</summary>
    public async Task<GeneratedImage> ImageOf(DenoisingJob job)
    {
        var outcome = await Engine.RunAsync(job, null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Fault);
        return outcome.Image!;
    }

    /// <summary>Runs a job that must give a picture, and decodes it: what the file tells about the job is left out.</summary>
    public async Task<byte[]> PixelsOf(DenoisingJob job)
    {
        using var bitmap = SKBitmap.Decode((await ImageOf(job)).Bytes);
        return [(byte)bitmap.Width, (byte)bitmap.Height, .. bitmap.Bytes];
    }

    /// <summary>Runs a job that must end with a fault.</summary>
    public async Task<JobFault> FaultOf(DenoisingJob job)
    {
        var outcome = await Engine.RunAsync(job, null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Image);
        return outcome.Fault!;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _folder.Dispose();
    }
}

using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>The whole engine over tiny families in a temporary folder.</summary>
internal sealed class FamilyEngine : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="families">The models.</param>
    public FamilyEngine(params TinyFamily[] families)
        : this(root => Array.ForEach(families, family => family.Write(root)))
    {
    }

    /// <param name="write">Writes models below a root.</param>
    public FamilyEngine(Action<string> write)
    {
        write(_folder.Path);
        var catalog = ModelCatalog.Scan(_folder.Path);
        Assert.Empty(catalog.Faults);
        Engine = new(catalog, new EngineOptions { Threads = 1 }, TimeProvider.System, NullLogger<DenoisingEngine>.Instance);
    }

    public DenoisingEngine Engine { get; }

    /// <summary>The family with the sampler of the reference.</summary>
    public static TinyFamily Deterministic(TinyFamily family) =>
        family with { SchedulerClass = "DDIMScheduler", TimestepSpacing = "trailing" };

    /// <summary>Runs a job that must give a picture.</summary>
    /// <param name="job">The job.</param>
    /// <param name="steps">Takes its steps, or null.</param>
    public async Task<GeneratedImage> ImageOf(DenoisingJob job, List<StepDone>? steps = null)
    {
        var outcome = await Engine.RunAsync(job, Note, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Fault);
        return outcome.Image!;

        void Note(JobProgress progress)
        {
            if (progress is StepDone step)
                steps?.Add(step);
        }
    }

    /// <summary>Holds a picture against the colours [3] of its 8 × 8 cells.</summary>
    public static void RequireSame(double[][] cells, GeneratedImage image)
    {
        using var bitmap = SKBitmap.Decode(image.Bytes);
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var pixel = bitmap.GetPixel((cell % 8 * 8) + 3, (cell / 8 * 8) + 3);
            // Half a step of rounding, and what float32 loses.
            Assert.Equal(cells[cell][0], pixel.Red, 0.6);
            Assert.Equal(cells[cell][1], pixel.Green, 0.6);
            Assert.Equal(cells[cell][2], pixel.Blue, 0.6);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _folder.Dispose();
    }
}

using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tests.Engine;

public sealed class DenoisingEngineLogTests
{
    [Fact]
    public async Task Log_OfAnEnginesLife_NamesTheDeviceOnceAndNeverAPrompt()
    {
        using var folder = new TemporaryFolder();
        new TinyModel().Write(folder.Path);
        new TinyModel { Name = "broken", Gain = float.NaN }.Write(folder.Path);
        var log = new ListLogger();
        var (catalog, options) = (ModelCatalog.Scan(folder.Path), new EngineOptions { Threads = 1 });
        await using (var engine = new DenoisingEngine(catalog, options, TimeProvider.System, log))
        {
            foreach (var model in new[] { "tiny", "tiny", "broken" })
                await engine.RunAsync(EngineHarness.Job("secret") with { Model = model }, null, TestContext.Current.CancellationToken);
        }

        Assert.Equal("Information: Denoising on CPU (1 thread), 2 models", log.Lines.First());
        Assert.Single(log.Lines, line => line.StartsWith("Information: Denoising on CPU (1 thread),", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.StartsWith("Information: Loaded model tiny", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.StartsWith("Error: A job of model broken failed", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("secret", StringComparison.Ordinal));
    }
}

using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Stages;
using EdgeAigc.Training.Tests.Networks;
using EdgeAigc.Training.Tokenizer;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Export;

public sealed class ModelExportTests : IDisposable
{
    private const int Steps = 4;
    private const double Guidance = 2;
    private const long Seed = 11;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The whole chain, tokenizer to pixels, against a sampler that is written here in torch.</summary>
    [Fact]
    public async Task Write_RandomNetworks_EngineDrawsWhatTorchDraws()
    {
        var model = Path.Combine(_folder.Path, "model");
        TokenizerFiles.Write(Path.Combine(model, "tokenizer"), ["red heart"], 100);
        using var text = new TextEncoder(TokenizerFiles.Vocabulary(Path.Combine(model, "tokenizer")), TokenizerFiles.PaddingId(Path.Combine(model, "tokenizer")));
        using var denoiser = new Denoiser();
        using var decoder = new LatentDecoder();
        OnnxRun.Randomize(text, 1);
        OnnxRun.Randomize(denoiser, 2);
        OnnxRun.Randomize(decoder, 3);
        var scale = new LatentScale(Enumerable.Repeat(0.1f, 8).ToArray(), Enumerable.Repeat(0.7f, 8).ToArray());
        ModelExport.Write(model, text, denoiser, decoder, scale, Steps, Guidance);

        var catalog = ModelCatalog.Scan(_folder.Path);
        Assert.Empty(catalog.Faults);
        var engine = new DenoisingEngine(catalog, new EngineOptions { Threads = 1 }, TimeProvider.System, NullLogger<DenoisingEngine>.Instance);
        JobOutcome outcome;
        await using (engine)
            outcome = await engine.RunAsync(new() { Model = "model", Prompt = "red heart", Seed = Seed }, null, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Fault);
        Assert.Equal((Steps, Guidance, "DDIMScheduler"), (outcome.Image!.Steps, outcome.Image.Guidance, outcome.Image.Scheduler));
        var expected = Sample(text, denoiser, decoder, scale, Path.Combine(model, "tokenizer"));
        var actual = PixelsOf(outcome.Image.Bytes);
        Assert.True(expected.Distinct().Count() > 20, "the picture is too plain for the comparison to say much");
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second - pair.First, -1, 1));
    }

    // DDIM without noise (arXiv 2010.02502, equation 12), trailing timesteps, v-prediction, guidance against the empty text.
    private static int[] Sample(TextEncoder text, Denoiser denoiser, LatentDecoder decoder, LatentScale scale, string tokenizer)
    {
        using var quiet = no_grad();
        var tokens = EdgeAigc.Diffusion.Tokenizers.ClipTokenizer.TryOpen(tokenizer, out _)!;
        Tensor Features(string prompt) => text.call(tensor(tokens.Encode(prompt).Ids.Select(id => (long)id).ToArray(), [1, TextEncoder.Tokens]));
        var (negative, positive) = (Features(""), Features("red heart"));
        using var generator = new Generator((ulong)Seed);
        var latent = randn([1, 8, 8, 8], generator: generator);
        var schedule = new NoiseSchedule();
        for (var step = 0; step < Steps; step++)
        {
            var timestep = (NoiseSchedule.Timesteps * (Steps - step) / Steps) - 1;
            var time = tensor(new float[] { timestep });
            var without = denoiser.call(latent, time, negative);
            var velocity = without + (Guidance * (denoiser.call(latent, time, positive) - without));
            var (signal, noise) = (schedule.Signal[timestep], schedule.Noise[timestep]);
            var clean = (signal * latent) - (noise * velocity);
            var drawn = (noise * latent) + (signal * velocity);
            var next = timestep - (NoiseSchedule.Timesteps / Steps);
            latent = next < 0 ? clean : (schedule.Signal[next] * clean) + (schedule.Noise[next] * drawn);
        }

        var picture = decoder.call((latent * scale.DeviationTensor) + scale.MeanTensor);
        var pixels = ((picture / 2) + 0.5).clamp(0, 1).mul(255).round();
        return [.. pixels[0].permute(1, 2, 0).contiguous().data<float>().ToArray().Select(value => (int)value)];
    }

    private static int[] PixelsOf(byte[] png)
    {
        using var picture = SkiaSharp.SKBitmap.Decode(png);
        return [.. picture.Pixels.SelectMany(pixel => (int[])[pixel.Red, pixel.Green, pixel.Blue])];
    }
}

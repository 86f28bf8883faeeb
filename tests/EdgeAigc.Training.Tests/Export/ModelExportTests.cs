using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Stages;
using EdgeAigc.Training.Tests.Networks;
using EdgeAigc.Training.Tests.Stages;
using EdgeAigc.Training.Tokenizer;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Tests.Export;

public sealed class ModelExportTests : IDisposable
{
    private const int Steps = 4;
    private const double Guidance = 2;
    private const long Seed = 11;

    private static readonly ModelRecipe Recipe = new() { Name = "model", Style = EmojiStyle.Noto, DefaultSteps = Steps, DefaultGuidance = Guidance };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The whole chain, tokenizer to pixels, against a sampler that is written here in torch.</summary>
    [Theory]
    [InlineData(224, 4, 8)]
    [InlineData(128, 3, 2)]
    public async Task Write_RandomNetworks_EngineDrawsWhatTorchDraws(int width, int blocks, int hintSide)
    {
        var tokenizer = _folder.File("tokenizer");
        TokenizerFiles.Write(tokenizer, ["red heart"], 100);
        using var model = new TrainedModel(
            new(TokenizerFiles.Vocabulary(tokenizer), TokenizerFiles.PaddingId(tokenizer)), new(new(width, blocks, hintSide)), []);
        OnnxRun.Randomize(model.Text, 1);
        OnnxRun.Randomize(model.Denoiser, 2);
        using var space = CreateSpace();
        ModelExport.Write(Path.Combine(_folder.Path, "models", "model"), Recipe, tokenizer, space, model);

        var catalog = ModelCatalog.Scan(_folder.File("models"));
        Assert.Empty(catalog.Faults);
        var engine = new DenoisingEngine(catalog, new EngineOptions { Threads = 1 }, TimeProvider.System, NullLogger<DenoisingEngine>.Instance);
        JobOutcome outcome;
        await using (engine)
            outcome = await engine.RunAsync(new() { Model = "model", Prompt = "red heart", Seed = Seed }, null, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Fault);
        Assert.Equal((Steps, Guidance, "DDIMScheduler"), (outcome.Image!.Steps, outcome.Image.Guidance, outcome.Image.Scheduler));
        var expected = Sample(model, space, tokenizer);
        var actual = PixelsOf(outcome.Image.Bytes);
        Assert.True(expected.Distinct().Count() > 20, "the picture is too plain for the comparison to say much");
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second - pair.First, -1, 1));
    }

    [Theory]
    [InlineData(null, 1000)]
    [InlineData(4, 4)]
    public void Write_MaxSteps_ReachesTheReader(int? most, int expected)
    {
        TokenizerFiles.Write(_folder.File("tokenizer"), ["red heart"], 100);
        using var model = new TrainedModel(new(600, 599), new(new(Width: 8, Blocks: 1)), []);
        using var space = CreateSpace();
        ModelExport.Write(_folder.File("model"), Recipe with { MaxSteps = most }, _folder.File("tokenizer"), space, model);

        var read = ModelFolder.TryOpen(_folder.File("model"), out var fault);

        Assert.Null(fault);
        Assert.Equal((Steps, Guidance, expected), (read!.DefaultSteps, read.DefaultGuidance, read.MaxSteps));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_Encoder_IsThereForRecipesThatHaveOne(bool hasEncoder)
    {
        TokenizerFiles.Write(_folder.File("tokenizer"), ["red heart"], 100);
        using var model = new TrainedModel(new(600, 599), new(new(Width: 8, Blocks: 1)), []);
        using var space = CreateSpace();
        ModelExport.Write(_folder.File("model"), Recipe with { HasEncoder = hasEncoder }, _folder.File("tokenizer"), space, model);

        var read = ModelFolder.TryOpen(_folder.File("model"), out var fault);

        Assert.Null(fault);
        Assert.Equal(hasEncoder, read!.HasVaeEncoder);
        Assert.Equal(hasEncoder, ModelFile.List(_folder.File("model")).Any(file => file.Path == "vae_encoder/model.onnx"));
    }

    // Not trained, but with a measured scale.
    private LatentSpace CreateSpace()
    {
        var space = new LatentSpace();
        OnnxRun.Randomize(space.Decoder, 3);
        using var pictures = SyntheticPictures.Create(6);
        space.Train(pictures, new(_folder.Path, 1, new SilentReport(), TimeProvider.System), steps: 0, TestContext.Current.CancellationToken);
        return space;
    }

    // DDIM without noise (arXiv 2010.02502, equation 12), trailing timesteps, v-prediction, guidance against the empty text.
    private static int[] Sample(TrainedModel model, LatentSpace space, string tokenizer)
    {
        using var quiet = no_grad();
        var tokens = EdgeAigc.Diffusion.Tokenizers.ClipTokenizer.TryOpen(tokenizer, out _)!;
        Tensor Features(string prompt) => model.Text.call(tensor(tokens.Encode(prompt).Ids.Select(id => (long)id).ToArray(), [1, TextEncoder.Tokens]));
        var (negative, positive) = (Features(""), Features("red heart"));
        using var generator = new Generator((ulong)Seed);
        var latent = randn([1, 8, 8, 8], generator: generator);
        var schedule = new NoiseSchedule();
        for (var step = 0; step < Steps; step++)
        {
            var timestep = (NoiseSchedule.Timesteps * (Steps - step) / Steps) - 1;
            var time = tensor(new float[] { timestep });
            var without = model.Denoiser.call(latent, time, negative);
            var velocity = without + (Guidance * (model.Denoiser.call(latent, time, positive) - without));
            var (signal, noise) = (schedule.Signal[timestep], schedule.Noise[timestep]);
            var clean = (signal * latent) - (noise * velocity);
            var drawn = (noise * latent) + (signal * velocity);
            var next = timestep - (NoiseSchedule.Timesteps / Steps);
            latent = next < 0 ? clean : (schedule.Signal[next] * clean) + (schedule.Noise[next] * drawn);
        }

        var picture = space.Decoder.call((latent * space.Scale.DeviationTensor) + space.Scale.MeanTensor);
        var pixels = ((picture / 2) + 0.5).clamp(0, 1).mul(255).round();
        return [.. pixels[0].permute(1, 2, 0).contiguous().data<float>().ToArray().Select(value => (int)value)];
    }

    private static int[] PixelsOf(byte[] png)
    {
        using var picture = SkiaSharp.SKBitmap.Decode(png);
        return [.. picture.Pixels.SelectMany(pixel => (int[])[pixel.Red, pixel.Green, pixel.Blue])];
    }
}

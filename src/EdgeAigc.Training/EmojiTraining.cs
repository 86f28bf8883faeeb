using EdgeAigc.Diffusion.Tokenizers;
using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Progress;
using EdgeAigc.Training.Prompts;
using EdgeAigc.Training.Sheet;
using EdgeAigc.Training.Stages;
using EdgeAigc.Training.Tokenizer;
using static TorchSharp.torch;

namespace EdgeAigc.Training;

/// <summary>From nothing to a model folder: data, latent, prior, denoiser, export, sheets.</summary>
internal sealed class EmojiTraining(EmojiSettings settings, IProgressReport report, TimeProvider time)
{
    private const double HeldOutShare = 0.05;
    private const int MostMerges = 4000;
    private const int DefaultSteps = 20;
    private const double DefaultGuidance = 2;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        WorkFolder.Open(settings.Work, settings.Identity);
        var data = await EmojiData.FetchAsync(settings.Work, report, cancellationToken);
        var split = EmojiSplit.Of(data.Emojis, PromptList.Sheet.ToHashSet(StringComparer.Ordinal), HeldOutShare, settings.Seed);
        report.Say($"{split.Training.Count} concepts to train on, {split.HeldOut.Count} held out");

        var captions = new Captions(split.Training);
        var tokenizerFolder = Path.Combine(settings.Out, "tokenizer");
        TokenizerFiles.Write(tokenizerFolder, captions.All, MostMerges);
        var tokenizer = ClipTokenizer.TryOpen(tokenizerFolder, out var fault) ?? throw new InvalidOperationException($"{fault!.File}: {fault.Message}");

        random.manual_seed(settings.Seed);
        using var encoder = new LatentEncoder();
        using var decoder = new LatentDecoder();
        using var text = new TextEncoder(TokenizerFiles.Vocabulary(tokenizerFolder), TokenizerFiles.PaddingId(tokenizerFolder));
        using var denoiser = new Denoiser();
        var runner = new StageRunner(settings.Work, (ulong)settings.Seed, report, time);
        using var pictures = Pictures.Read([.. split.Training.Select(data.PicturePath)]);

        var latents = new LatentStage(encoder, decoder, pictures);
        var latentResult = runner.Run("latent", [encoder, decoder], LatentStage.Settings(settings.LatentSteps), latents.Loss, cancellationToken);
        using var unseen = Pictures.Read([.. split.HeldOut.Select(data.PicturePath)]);
        var quality = (Seen: latents.ReconstructionDecibels(pictures), Unseen: latents.ReconstructionDecibels(unseen));
        report.Say($"reconstruction {quality.Seen:0.0} dB, held-out pictures {quality.Unseen:0.0} dB");

        var (mean, deviation) = latents.Encode();
        var scale = LatentScale.Of(mean);
        using var normalMean = (mean - scale.MeanTensor) / scale.DeviationTensor;
        using var normalDeviation = deviation / scale.DeviationTensor;
        var stage = new DenoiserStage(text, denoiser, normalMean, normalDeviation, captions, caption => [.. tokenizer.Encode(caption).Ids.Select(id => (long)id)]);
        var priorResult = runner.Run("prior", [text, denoiser], DenoiserStage.PriorSettings(settings.PriorSteps), stage.PriorLoss, cancellationToken);
        var denoiserResult = runner.Run("denoiser", [text, denoiser], DenoiserStage.Settings(settings.DenoiserSteps), stage.Loss, cancellationToken);

        ModelExport.Write(settings.Out, text, denoiser, decoder, scale, DefaultSteps, DefaultGuidance);
        ModelNotices.Write(settings.Out);
        TrainingRecord.Write(settings, split, quality, [latentResult, priorResult, denoiserResult]);
        await new SheetDrawing(new(settings.Out, settings.Seed), report, time).RunAsync(cancellationToken);
        ModelFile.RequireSmall(settings.Out);
        report.Say($"wrote {settings.Out}");
    }
}

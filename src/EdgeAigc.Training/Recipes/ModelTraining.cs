using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;
using EdgeAigc.Training.Progress;
using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training.Recipes;

/// <summary>Trains the networks of a recipe, those it comes from first; a finished stage is read from its checkpoint.</summary>
/// <param name="settings">What all models share.</param>
/// <param name="words">Captions and tokenizer.</param>
/// <param name="space">The latent space.</param>
/// <param name="report">Takes the progress.</param>
/// <param name="time">Clock.</param>
internal sealed class ModelTraining(RunSettings settings, EmojiWords words, LatentSpace space, IProgressReport report, TimeProvider time)
{
    public TrainedModel Train(ModelRecipe recipe, CancellationToken cancellationToken)
    {
        var work = Path.Combine(settings.Work, recipe.Name);
        WorkFolder.Open(work, settings.IdentityOf(recipe));
        var start = recipe.From is { } from ? Continue(Train(from, cancellationToken), recipe) : Fresh(recipe);
        using var latents = Latents(recipe);
        var runner = new StageRunner(work, (ulong)settings.Seed, report, time);
        return recipe.Halving is { } halving
            ? Distil(halving, start, latents, runner, cancellationToken)
            : Learn(recipe, start, latents, runner, cancellationToken);
    }

    private static TrainedModel Continue(TrainedModel start, ModelRecipe recipe)
    {
        using var replaced = start.Denoiser;
        return start with { Denoiser = replaced.Copy(recipe.Shape.HintSide) };
    }

    private TrainedModel Fresh(ModelRecipe recipe)
    {
        random.manual_seed(settings.Seed);
        return new(words.CreateEncoder(), new Denoiser(recipe.Shape), [space.Result]);
    }

    private CaptionedLatents Latents(ModelRecipe recipe)
    {
        var pictures = words.PicturesOf(recipe.Style);
        var draws = new Random(settings.Seed);
        var variants = pictures.SelectMany(picture =>
            PictureVariant.Draw(picture.Emoji, recipe.Variants, (float)recipe.Variation, draws).Select(variant => (picture.Path, variant))).ToList();
        using var scope = NewDisposeScope();
        var (mean, deviation) = space.Normalised(Pictures.Read(variants));
        return new(
            mean.MoveToOuterDisposeScope(),
            deviation.MoveToOuterDisposeScope(),
            recipe.Variants,
            new Captions([.. pictures.Select(picture => picture.Emoji)]),
            words.Tokenize);
    }

    private TrainedModel Learn(
        ModelRecipe recipe, TrainedModel model, CaptionedLatents latents, StageRunner runner, CancellationToken cancellationToken)
    {
        var stage = new DenoiserStage(latents, model.Text, model.Denoiser);
        var results = model.Stages.ToList();
        if (settings.Scaled(recipe.PriorSteps) is > 0 and var prior)
            results.Add(runner.Run("prior", [model.Text, model.Denoiser], DenoiserStage.PriorSettings(prior), stage.PriorLoss, cancellationToken));
        var steps = settings.Scaled(recipe.DenoiserSteps);
        results.Add(runner.Run("denoiser", [model.Text, model.Denoiser], DenoiserStage.Settings(steps), stage.Loss, cancellationToken));
        return model with { Stages = results };
    }

    private TrainedModel Distil(
        HalvingRecipe recipe, TrainedModel first, CaptionedLatents latents, StageRunner runner, CancellationToken cancellationToken)
    {
        var model = first;
        for (var steps = recipe.FirstSteps; steps >= recipe.LastSteps; steps /= 2)
        {
            var student = model.Denoiser.Copy();
            using var teacher = model.Denoiser;
            var guidance = steps == recipe.FirstSteps ? recipe.Guidance : 1;
            var stage = new HalvingStage(latents, model.Text, teacher, student, steps, guidance);
            var result = runner.Run(
                $"halving-{steps}", [student], HalvingStage.Settings(settings.Scaled(recipe.OptimizerSteps)), stage.Loss, cancellationToken);
            model = new(model.Text, student, [.. model.Stages, result]);
        }

        return model;
    }
}

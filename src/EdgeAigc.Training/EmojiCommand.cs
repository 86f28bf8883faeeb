using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeAigc.Training.Progress;
using EdgeAigc.Training.Recipes;
using static TorchSharp.torch;

namespace EdgeAigc.Training;

/// <summary><c>emoji</c>: trains the bundled models.</summary>
internal static class EmojiCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("model")
        {
            Description = $"Models to train [all]: {string.Join(", ", Zoo.Recipes.Select(recipe => recipe.Name))}. Those that a model starts from are trained first",
            Arity = ArgumentArity.ZeroOrMore,
        };
        models.AcceptOnlyFromAmong([.. Zoo.Recipes.Select(recipe => recipe.Name)]);
        var output = new Option<string>("--out") { Description = "Folder that holds the model folders to write", DefaultValueFactory = _ => "models" };
        var work = new Option<string>("--work") { Description = "Folder for downloads and checkpoints; a run that finds its checkpoints goes on", DefaultValueFactory = _ => Path.Combine("artifacts", "training") };
        var seed = new Option<int>("--seed") { Description = "Seed of everything that is drawn", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "Threads of libtorch", DefaultValueFactory = _ => 1 };
        var latent = new Option<int>("--latent-steps") { Description = "Optimiser steps of the latent space that all models share", DefaultValueFactory = _ => 6000 };
        var scale = new Option<double>("--scale") { Description = "Factor on the optimiser steps of every other stage; less than 1 is a trial", DefaultValueFactory = _ => 1 };
        var command = new Command("emoji", "Trains 64x64 latent diffusion models on emoji and writes them as diffusers ONNX folders. Ctrl-C stops with a checkpoint; the same command goes on from there.")
        {
            models, output, work, seed, threads, latent, scale,
        };
        foreach (var option in (Option<int>[])[threads, latent])
            option.Validators.Add(result => RequirePositive(option.Name, result, result.GetValueOrDefault<int>()));
        scale.Validators.Add(result => RequirePositive(scale.Name, result, result.GetValueOrDefault<double>()));
        command.SetAction(async (parsed, cancellation) =>
        {
            set_num_threads(parsed.GetValue(threads));
            var names = parsed.GetValue(models) is { Length: > 0 } chosen ? chosen : [.. Zoo.Recipes.Select(recipe => recipe.Name)];
            var settings = new RunSettings(parsed.GetValue(work)!, parsed.GetValue(seed), parsed.GetValue(latent), parsed.GetValue(scale));
            var training = new ZooTraining(settings, new ConsoleReport(TimeProvider.System), TimeProvider.System);
            await training.RunAsync([.. names.Select(Zoo.Find)], parsed.GetValue(output)!, cancellation);
            return 0;
        });
        return command;
    }

    private static void RequirePositive(string option, OptionResult result, double value)
    {
        if (!(value > 0))
            result.AddError(FormattableString.Invariant($"{option} is {value}; it must be above 0."));
    }
}

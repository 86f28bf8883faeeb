using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeAigc.Training.Progress;
using static TorchSharp.torch;

namespace EdgeAigc.Training;

/// <summary><c>emoji</c>: trains the bundled model on Noto emoji.</summary>
internal static class EmojiCommand
{
    public static Command Create()
    {
        var style = new Option<string>("--style") { Description = "Set of pictures", DefaultValueFactory = _ => "noto" };
        style.AcceptOnlyFromAmong("noto");
        var output = new Option<string>("--out") { Description = "Model folder to write", DefaultValueFactory = _ => Path.Combine("models", "noto-emoji") };
        var work = new Option<string>("--work") { Description = "Folder for downloads and checkpoints; a run that finds its checkpoints goes on", DefaultValueFactory = _ => Path.Combine("artifacts", "training", "noto-emoji") };
        var seed = new Option<int>("--seed") { Description = "Seed of everything that is drawn", DefaultValueFactory = _ => 1 };
        var threads = new Option<int>("--threads") { Description = "Threads of libtorch", DefaultValueFactory = _ => 1 };
        var latent = new Option<int>("--latent-steps") { Description = "Optimiser steps of latent encoder and decoder", DefaultValueFactory = _ => 4000 };
        var prior = new Option<int>("--prior-steps") { Description = "Optimiser steps of the text prior alone", DefaultValueFactory = _ => 2000 };
        var denoiser = new Option<int>("--denoiser-steps") { Description = "Optimiser steps of the denoiser", DefaultValueFactory = _ => 10_000 };
        var command = new Command("emoji", "Trains a 64x64 latent diffusion model on Noto emoji and writes it as a diffusers ONNX folder. Ctrl-C stops with a checkpoint; the same command goes on from there.")
        {
            style, output, work, seed, threads, latent, prior, denoiser,
        };
        foreach (var option in (Option<int>[])[threads, latent, prior, denoiser])
            option.Validators.Add(result => RequirePositive(option.Name, result));
        command.SetAction(async (parsed, cancellation) =>
        {
            set_num_threads(parsed.GetValue(threads));
            var settings = new EmojiSettings(
                parsed.GetValue(output)!, parsed.GetValue(work)!, parsed.GetValue(seed), parsed.GetValue(latent), parsed.GetValue(prior), parsed.GetValue(denoiser));
            await new EmojiTraining(settings, new ConsoleReport(TimeProvider.System), TimeProvider.System).RunAsync(cancellation);
            return 0;
        });
        return command;
    }

    private static void RequirePositive(string option, OptionResult result)
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{option} is {result.GetValueOrDefault<int>()}; it must be at least 1.");
    }
}

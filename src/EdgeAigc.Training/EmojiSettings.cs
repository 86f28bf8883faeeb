namespace EdgeAigc.Training;

/// <summary>What one run of <c>emoji</c> does.</summary>
/// <param name="Out">Model folder to write.</param>
/// <param name="Work">Folder for downloads and checkpoints.</param>
/// <param name="Seed">Seed of everything that is drawn.</param>
/// <param name="LatentSteps">Optimiser steps of latent encoder and decoder.</param>
/// <param name="PriorSteps">Optimiser steps of the text prior alone.</param>
/// <param name="DenoiserSteps">Optimiser steps of the denoiser.</param>
internal sealed record EmojiSettings(string Out, string Work, int Seed, int LatentSteps, int PriorSteps, int DenoiserSteps)
{
    /// <summary>What decides the weights; a work folder belongs to one such set.</summary>
    public IReadOnlyDictionary<string, string> Identity => new Dictionary<string, string>
    {
        ["--seed"] = $"{Seed}",
        ["--latent-steps"] = $"{LatentSteps}",
        ["--prior-steps"] = $"{PriorSteps}",
        ["--denoiser-steps"] = $"{DenoiserSteps}",
    };
}

namespace EdgeAigc.Training.Recipes;

/// <summary>What all models of one run share.</summary>
/// <param name="Work">Folder for downloads and checkpoints.</param>
/// <param name="Seed">Seed of everything that is drawn.</param>
/// <param name="LatentSteps">Optimiser steps of latent encoder and decoder.</param>
/// <param name="Scale">Factor on the optimiser steps of every other stage; 1 is the recipe, less is a trial.</param>
internal sealed record RunSettings(string Work, int Seed, int LatentSteps, double Scale = 1)
{
    /// <summary>What decides the latent space.</summary>
    public IReadOnlyDictionary<string, string> LatentIdentity => new Dictionary<string, string>
    {
        ["--seed"] = $"{Seed}",
        ["--latent-steps"] = $"{LatentSteps}",
    };

    /// <summary>What decides the weights of a model.</summary>
    public IReadOnlyDictionary<string, string> IdentityOf(ModelRecipe recipe) =>
        new Dictionary<string, string>(LatentIdentity.Concat(recipe.Identity)) { ["--scale"] = FormattableString.Invariant($"{Scale}") };

    /// <summary>Optimiser steps of a stage, given those of the recipe.</summary>
    public int Scaled(int steps) => steps == 0 ? 0 : Math.Max(1, (int)(steps * Scale));
}

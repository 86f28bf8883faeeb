using EdgeAigc.Training.Data;
using EdgeAigc.Training.Networks;

namespace EdgeAigc.Training.Recipes;

/// <summary>How one bundled model is made.</summary>
internal sealed record ModelRecipe
{
    /// <summary>Name of the model and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The pictures it learns.</summary>
    public required EmojiStyle Style { get; init; }

    /// <summary>Size of the denoiser.</summary>
    public DenoiserShape Shape { get; init; } = new();

    /// <summary>Variants of each picture; 1 trains on the pictures as they are.</summary>
    public int Variants { get; init; } = 1;

    /// <summary>How much the variants differ in size, place and rotation; 1 is much.</summary>
    public double Variation { get; init; } = 1;

    /// <summary>Model whose trained networks this one starts from, or null.</summary>
    public ModelRecipe? From { get; init; }

    /// <summary>Optimiser steps of the text prior alone.</summary>
    public int PriorSteps { get; init; }

    /// <summary>Optimiser steps of the denoiser.</summary>
    public int DenoiserSteps { get; init; }

    /// <summary>How <see cref="From"/> is distilled into fewer steps instead of being trained on pictures, or null.</summary>
    public HalvingRecipe? Halving { get; init; }

    /// <summary>Whether the latent encoder goes into the model, so that it can start from a picture.</summary>
    public bool HasEncoder { get; init; }

    /// <summary>Most denoising steps that it is good for; null leaves that to the scheduler.</summary>
    public int? MaxSteps { get; init; }

    /// <summary>Denoising steps to recommend.</summary>
    public int DefaultSteps { get; init; } = 20;

    /// <summary>Guidance scale to recommend; at most 1 is none.</summary>
    public double DefaultGuidance { get; init; } = 2;

    /// <summary>What decides the weights of this model, those of <see cref="From"/> aside.</summary>
    public IReadOnlyDictionary<string, string> Identity => new Dictionary<string, string>
    {
        ["style"] = Style.Name,
        ["shape"] = $"{Shape.Width}, {Shape.Blocks}, {Shape.HintSide}",
        ["variants"] = Variation == 1 ? $"{Variants}" : FormattableString.Invariant($"{Variants} × {Variation}"),
        ["from"] = From?.Name ?? "",
        ["steps"] = $"{PriorSteps}, {DenoiserSteps}",
        ["halving"] = Halving is null ? "" : $"{Halving.FirstSteps}, {Halving.LastSteps}, {Halving.Guidance}, {Halving.OptimizerSteps}",
    };
}

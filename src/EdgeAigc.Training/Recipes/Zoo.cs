using EdgeAigc.Training.Data;

namespace EdgeAigc.Training.Recipes;

/// <summary>The bundled models, which differ in style, cost and curve.</summary>
internal static class Zoo
{
    private static readonly ModelRecipe Noto = new()
    {
        Name = "noto-emoji",
        Style = EmojiStyle.Noto,
        PriorSteps = 2000,
        DenoiserSteps = 10_000,
    };

    private static readonly ModelRecipe TwemojiDraft = new()
    {
        Name = "twemoji-draft",
        Style = EmojiStyle.Twemoji,
        From = Noto,
        DenoiserSteps = 5000,
    };

    private static readonly ModelRecipe Twemoji = new()
    {
        Name = "twemoji",
        Style = EmojiStyle.Twemoji,
        Shape = new(HintSide: 2),
        Variants = 2,
        Variation = 0.3,
        From = TwemojiDraft,
        DenoiserSteps = 9000,
    };

    /// <summary>All recipes; one that starts from another stands behind it.</summary>
    public static IReadOnlyList<ModelRecipe> Recipes { get; } =
    [
        Noto,
        new()
        {
            Name = "noto-emoji-mini",
            Style = EmojiStyle.Noto,
            Shape = new(Width: 128, Blocks: 3),
            HasEncoder = true,
            PriorSteps = 2000,
            DenoiserSteps = 10_000,
        },
        new()
        {
            Name = "fluent-emoji",
            Style = EmojiStyle.Fluent,
            From = Noto,
            DenoiserSteps = 5000,
        },
        Twemoji,
        new()
        {
            Name = "twemoji-turbo",
            Style = EmojiStyle.Twemoji,
            Shape = Twemoji.Shape,
            Variants = Twemoji.Variants,
            Variation = Twemoji.Variation,
            From = Twemoji,
            Halving = new(FirstSteps: 8, LastSteps: 4, Guidance: 2, OptimizerSteps: 600),
            MaxSteps = 4,
            DefaultSteps = 4,
            DefaultGuidance = 1,
        },
    ];

    /// <summary>The recipe of that name.</summary>
    public static ModelRecipe Find(string name) => Recipes.Single(recipe => recipe.Name == name);
}

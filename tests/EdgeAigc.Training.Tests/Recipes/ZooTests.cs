using EdgeAigc.Training.Data;
using EdgeAigc.Training.Export;
using EdgeAigc.Training.Recipes;
using EdgeAigc.Training.Stages;

namespace EdgeAigc.Training.Tests.Recipes;

public sealed class ZooTests
{
    public static TheoryData<string> Names => [.. Zoo.Recipes.Select(recipe => recipe.Name)];

    [Fact]
    public void Recipes_All_AreFoundByTheirOwnName()
    {
        Assert.Distinct(Zoo.Recipes.Select(recipe => recipe.Name));
        Assert.All(Zoo.Recipes, recipe => Assert.Same(recipe, Zoo.Find(recipe.Name)));
    }

    [Fact]
    public void Recipes_All_DifferInWhatDecidesTheirWeights() =>
        Assert.Distinct(Zoo.Recipes.Select(recipe => string.Join(';', recipe.Identity.Select(pair => $"{pair.Key}={pair.Value}"))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_FromAnother_StandsBehindItAndHasItsShape(string name)
    {
        var recipe = Zoo.Find(name);
        for (; recipe.From is { } from; recipe = from)
        {
            // What is not bundled itself is a draft for this one.
            Assert.True(!Zoo.Recipes.Contains(from) || Zoo.Recipes.TakeWhile(other => other.Name != recipe.Name).Contains(from));
            Assert.Equal(from.Shape with { HintSide = recipe.Shape.HintSide }, recipe.Shape);
        }

        // Nothing to start from: it must learn by itself.
        Assert.True(recipe is { PriorSteps: > 0, DenoiserSteps: > 0, Halving: null });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_Style_HasALicenceWithText(string name)
    {
        var style = Zoo.Find(name).Style;
        using var text = typeof(ModelNotices).Assembly.GetManifestResourceStream(typeof(ModelNotices), style.Licence.Resource);

        Assert.Contains(style, EmojiStyle.All);
        Assert.True(text?.Length > 1000, $"{style.Licence.Resource} is missing or short");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_Shape_FitsHeadsAndLatent(string name)
    {
        var shape = Zoo.Find(name).Shape;

        Assert.Equal(0, shape.Width % 4);
        Assert.Equal(0, 8 % shape.HintSide);
        Assert.True(shape.Blocks > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_Defaults_AreWithinWhatItIsGoodFor(string name)
    {
        var recipe = Zoo.Find(name);

        Assert.InRange(recipe.DefaultSteps, 1, recipe.MaxSteps ?? NoiseSchedule.Timesteps);
        Assert.InRange(recipe.DefaultGuidance, 1, 3);
    }

    [Fact]
    public void Recipes_Distilled_AreServedWithTheStepsOfTheLastStudentAndNoGuidance()
    {
        var distilled = Zoo.Recipes.Where(recipe => recipe.Halving is not null).ToList();

        Assert.NotEmpty(distilled);
        Assert.All(distilled, recipe =>
        {
            Assert.Equal((recipe.Halving!.LastSteps, recipe.Halving.LastSteps, 1), (recipe.MaxSteps, recipe.DefaultSteps, recipe.DefaultGuidance));
            Assert.Equal(0, NoiseSchedule.Timesteps % recipe.Halving.FirstSteps);
            Assert.True(System.Numerics.BitOperations.IsPow2(recipe.Halving.FirstSteps / recipe.Halving.LastSteps));
            Assert.Equal(0, recipe.Halving.FirstSteps % recipe.Halving.LastSteps);
        });
    }
}

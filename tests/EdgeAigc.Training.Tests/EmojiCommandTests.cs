using EdgeAigc.Training.Recipes;

namespace EdgeAigc.Training.Tests;

public sealed class EmojiCommandTests
{
    [Fact]
    public void Parse_NoModel_IsAccepted() => Assert.Empty(EmojiCommand.Create().Parse("").Errors);

    [Fact]
    public void Parse_EveryModel_IsAccepted() =>
        Assert.Empty(EmojiCommand.Create().Parse([.. Zoo.Recipes.Select(recipe => recipe.Name)]).Errors);

    [Fact]
    public void Parse_UnknownModel_IsRefusedByName() =>
        Assert.Contains("klingon", Assert.Single(EmojiCommand.Create().Parse("klingon").Errors).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--latent-steps", "-5")]
    [InlineData("--scale", "0")]
    [InlineData("--scale", "NaN")]
    public void Parse_NumberOutOfRange_IsRefusedWithOptionAndValue(string option, string value)
    {
        var error = Assert.Single(EmojiCommand.Create().Parse([option, value]).Errors);

        Assert.Contains($"{option} is {value}", error.Message, StringComparison.Ordinal);
    }
}

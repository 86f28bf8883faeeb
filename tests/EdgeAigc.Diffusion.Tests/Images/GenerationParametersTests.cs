using EdgeAigc.Diffusion.Images;

namespace EdgeAigc.Diffusion.Tests.Images;

public sealed class GenerationParametersTests
{
    [Theory]
    [InlineData("EulerDiscreteScheduler", "Sampler: Euler,")]
    [InlineData("NewScheduler", "Sampler: NewScheduler,")]
    public void Write_Scheduler_HasTheNameThatToolsKnowElseItsOwn(string scheduler, string says) =>
        Assert.Contains(says, GenerationParameters.Write(Pictures.Metadata with { Scheduler = scheduler }), StringComparison.Ordinal);

    [Fact]
    public void Write_ValueThatWouldBeTakenApart_IsQuoted()
    {
        var text = GenerationParameters.Write(Pictures.Metadata with { Model = "a, b: c", ModelVersion = "sha256:0f" });
        Assert.Contains("""Model: "a, b: c", Model version: "sha256:0f",""", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Prompts_ComeBeforeTheLastLineWithoutControlCharacters()
    {
        var text = GenerationParameters.Write(Pictures.Metadata with { Prompt = "a\0b\r\nc", NegativePrompt = "d\te" });
        Assert.Equal(["a b", "c", "Negative prompt: d e"], text.Split('\n')[..^1]);
    }
}

using EdgeAigc.Diffusion.Models;

namespace EdgeAigc.Diffusion.Tests.Models;

public sealed class PythonJsonTests
{
    [Theory]
    [InlineData("""{"lambda_min_clipped": -Infinity, "a": [NaN,Infinity]}""", """{"lambda_min_clipped": null, "a": [null,null]}""")]
    [InlineData("""{"text": "is NaN, or \"-Infinity\": Infinity", "Infinity": 1}""", """{"text": "is NaN, or \"-Infinity\": Infinity", "Infinity": 1}""")]
    public void WithoutInfinities_Text_ReplacesNumbersAndNoStrings(string json, string expected) =>
        Assert.Equal(expected, PythonJson.WithoutInfinities(json));
}

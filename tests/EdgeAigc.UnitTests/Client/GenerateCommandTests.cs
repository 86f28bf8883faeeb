using EdgeAigc.Client.Generate;
using EdgeAigc.Contracts.Generation;

namespace EdgeAigc.UnitTests.Client;

public sealed class GenerateCommandTests
{
    [Fact]
    public void ToRequest_NoOutputOptions_LeavesThemToTheNode()
    {
        var request = Request("sun");
        Assert.Equal((ImageFormat.Png, null, null, null, false), (request.Format, request.Quality, request.OutputWidth, request.OutputHeight, request.EmbedPrompt));
    }

    [Fact]
    public void ToRequest_OutputOptions_AreAllCarried()
    {
        var request = Request("sun", "--format", "webp", "--quality", "100", "--output-size", "512x256", "--embed-prompt");
        Assert.Equal((ImageFormat.Webp, 100, 512, 256, true), (request.Format, request.Quality, request.OutputWidth, request.OutputHeight, request.EmbedPrompt));
    }

    [Fact]
    public void ToRequest_WhatMatters_IsCarried()
    {
        var request = Request("sun", "--deadline", "1.5", "--min-quality", "0.9", "--latency-preference", "0.3", "--weight", "2", "--tenant", "acme", "--max-rate", "8");
        Assert.Equal(
            (TimeSpan.FromSeconds(1.5), 0.9, 0.3, 2.0, "acme", 8e6),
            (request.Deadline!.Value, request.MinQuality!.Value, request.LatencyPreference!.Value, request.Weight!.Value, request.Tenant!, request.MaxRateBitsPerSecond!.Value));
    }

    [Fact]
    public void ToRequest_NothingSaid_LeavesStepsAndTermsToTheNode()
    {
        var request = Request("sun");
        Assert.Equal((null, null, null, null, null), (request.Steps, request.Deadline, request.MinQuality, request.LatencyPreference, request.Weight));
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg, "--out", "a.jpg")]
    [InlineData(ImageFormat.Webp, "--out", "a.WEBP")]
    [InlineData(ImageFormat.Png, "--out", "a.gif")]
    [InlineData(ImageFormat.Png, "--out", "a")]
    [InlineData(ImageFormat.Webp, "--out", "a.jpg", "--format", "webp")]
    [InlineData(ImageFormat.Jpeg, "--format", "JPG")]
    public void ToRequest_Format_IsTheOptionElseTheEndingElsePng(ImageFormat expected, params string[] options) =>
        Assert.Equal(expected, Request(["sun", .. options]).Format);

    [Fact]
    public void ToRequest_OutputWidthAlone_LeavesTheHeightToFollow()
    {
        var request = Request("sun", "--output-size", "512");
        Assert.Equal((512, null), (request.OutputWidth, request.OutputHeight));
    }

    [Fact]
    public void ToRequest_SizeOfOneNumber_IsASquare()
    {
        var request = Request("sun", "--size", "72");
        Assert.Equal((72, 72), (request.Width, request.Height));
    }

    [Theory]
    [InlineData("--format is 'gif'; it must be png, jpeg or webp.", "--format", "gif")]
    [InlineData("--output-size is 'big'; it must be widthxheight", "--output-size", "big")]
    [InlineData("--output-size is '1x2x3'", "--output-size", "1x2x3")]
    [InlineData("--output-size is '-64'", "--output-size=-64")]
    [InlineData("--size is '64x'", "--size", "64x")]
    [InlineData("'abc'", "--quality", "abc")]
    public void Parse_BadValue_NamesOptionAndValue(string says, params string[] options)
    {
        var error = Assert.Single(GenerateCommand.Create().Parse(["sun", .. options]).Errors);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private static GenerationRequest Request(params string[] arguments)
    {
        var parsed = GenerateCommand.Create().Parse(arguments);
        Assert.Empty(parsed.Errors);
        return GenerateCommand.ToRequest(parsed);
    }
}

using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Tests.Engine;
using EdgeAigc.Diffusion.Tests.Images;

namespace EdgeAigc.Diffusion.Tests.Safety;

/// <summary>The safety checker through the engine.</summary>
public sealed class OutputFilterTests
{
    [Theory]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Webp)]
    public async Task RunAsync_FlaggedPicture_IsBlackAndReported(ImageFormat format)
    {
        await using var harness = new EngineHarness();
        new TinyChecker().Write(harness.Of("tiny", "safety_checker"));
        var image = await harness.ImageOf(EngineHarness.Job() with { Format = format, OutputWidth = 96 });
        Assert.True(image.Flagged);
        Assert.Contains("safety checker flagged the picture", Assert.Single(image.Warnings), StringComparison.Ordinal);
        Assert.All(Pictures.Decode(image.Bytes).Pixels, value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task RunAsync_CheckerThatLetsThePicturePass_ChangesNothing()
    {
        await using var plain = new EngineHarness();
        await using var harness = new EngineHarness();
        new TinyChecker { ClipThreshold = 100 }.Write(harness.Of("tiny", "safety_checker"));
        var (expected, actual) = (await plain.ImageOf(EngineHarness.Job()), await harness.ImageOf(EngineHarness.Job()));
        Assert.Equal(expected.Bytes, actual.Bytes);
        Assert.Equal((false, 0), (actual.Flagged, actual.Warnings.Count));
    }

    [Fact]
    public async Task RunAsync_CheckerIsRequiredAndMissing_Warns()
    {
        await using var harness = new EngineHarness();
        await ModelIndexFile.SetAsync(harness.Of("tiny", "model_index.json"), "requires_safety_checker", true);
        var image = await harness.ImageOf(EngineHarness.Job());
        Assert.False(image.Flagged);
        Assert.Equal(
            "The model 'tiny' requires a safety checker and its folder has none; the picture was not checked.", Assert.Single(image.Warnings));
    }

    [Fact]
    public async Task RunAsync_DamagedChecker_IsAFaultAndNeverAPicture()
    {
        await using var harness = new EngineHarness();
        Directory.CreateDirectory(harness.Of("tiny", "safety_checker"));
        await File.WriteAllTextAsync(harness.Of("tiny", "safety_checker", "model.onnx"), "no model", TestContext.Current.CancellationToken);
        var fault = await harness.FaultOf(EngineHarness.Job());
        Assert.Equal(JobFaultCode.ModelUnusable, fault.Code);
        Assert.StartsWith("tiny/safety_checker/model.onnx: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CheckerThatFailsWhileRunning_IsAFaultAndNeverAPicture()
    {
        // There is no such element.
        await using var harness = new EngineHarness();
        new TinyChecker { ImageIndex = 1_000_000 }.Write(harness.Of("tiny", "safety_checker"));
        var fault = await harness.FaultOf(EngineHarness.Job());
        Assert.Equal(JobFaultCode.InferenceFailed, fault.Code);
        Assert.Contains("tiny/safety_checker/model.onnx", fault.Message, StringComparison.Ordinal);
    }
}

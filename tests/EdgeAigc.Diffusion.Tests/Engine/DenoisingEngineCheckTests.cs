using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Images;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>What the engine refuses before it runs anything.</summary>
public sealed class DenoisingEngineCheckTests
{
    public static TheoryData<string, string, DenoisingJob> Refused()
    {
        var job = EngineHarness.Job();
        return new()
        {
            { "Prompt", "empty", job with { Prompt = " \t" } },
            { "Prompt", "4097 characters; at most 4096", job with { Prompt = new string('x', 4097) } },
            { "NegativePrompt", "4097 characters; at most 4096", job with { NegativePrompt = new string('x', 4097) } },
            { "Steps", "Steps is 0; model 'tiny' allows 1 to 1000", job with { Steps = 0 } },
            { "Steps", "Steps is 1001", job with { Steps = 1001 } },
            { "Guidance", "Guidance is NaN", job with { Guidance = double.NaN } },
            { "Guidance", "Guidance is -1", job with { Guidance = -1 } },
            { "Guidance", "from 0 to 100", job with { Guidance = double.PositiveInfinity } },
            { "Width", "Width is 100; model 'tiny' allows multiples of 8 from 64 to 128", job with { Width = 100 } },
            { "Width", "Width is 136", job with { Width = 136 } },
            { "Width", "Width is -8", job with { Width = -8 } },
            { "Height", "Height is 0", job with { Height = 0 } },
            { "Format", "Format is 7; it must be one of Png, Jpeg, Webp", job with { Format = (ImageFormat)7 } },
            { "Quality", "Quality is 0; it must be from 1 to 100", job with { Quality = 0 } },
            { "Quality", "Quality is 101", job with { Quality = 101, Format = ImageFormat.Jpeg } },
            { "OutputWidth", "OutputWidth is 15; it must be from 16 to 2048", job with { OutputWidth = 15 } },
            { "OutputWidth", "OutputWidth is -1", job with { OutputWidth = -1, OutputHeight = 64 } },
            { "OutputHeight", "OutputHeight is 2049", job with { OutputHeight = 2049 } },
            { "OutputWidth", "64 × 128 one of 2048 × 4096; both sides", job with { Height = 128, OutputWidth = 2048 } },
            { "OutputHeight", "128 × 64 one of 4096 × 2048; both sides", job with { Width = 128, OutputHeight = 2048 } },
            { "OutputHeight", "OutputHeight is 100; the picture of 64 × 64 is not stretched, so that 200 wide it is 200 high", job with { OutputWidth = 200, OutputHeight = 100 } },
        };
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task Check_ValueOutOfRange_NamesParameterValueAndLimits(string parameter, string says, DenoisingJob job)
    {
        await using var harness = new EngineHarness();
        var fault = harness.Engine.Check(job);
        Assert.Equal((JobFaultCode.InvalidParameter, parameter, false), (fault!.Code, fault.Parameter, fault.Retryable));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Equal(fault, await harness.FaultOf(job));
    }

    [Theory]
    [InlineData("tin", "Did you mean 'tiny'?")]
    [InlineData("TINY", "Did you mean 'tiny'?")]
    [InlineData("stable-diffusion", "there are sketch, tiny.")]
    [InlineData("../tiny", "there are sketch, tiny.")]
    [InlineData("tiny/", "there are sketch, tiny.")]
    [InlineData("", "there are sketch, tiny.")]
    public async Task Check_UnknownModel_NamesWhatIsKnownAndTheNearest(string name, string says)
    {
        await using var harness = new EngineHarness(new TinyModel(), new TinyModel { Name = "sketch" });
        var fault = harness.Engine.Check(EngineHarness.Job() with { Model = name });
        Assert.Equal((JobFaultCode.UnknownModel, "Model"), (fault!.Code, fault.Parameter));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ModelWithABrokenFolder_SaysWhatIsWrongWithIt()
    {
        await using var harness = new EngineHarness(new TinyModel { PipelineClass = "FluxPipeline" });
        var fault = harness.Engine.Check(EngineHarness.Job());
        Assert.Equal(JobFaultCode.ModelUnusable, fault!.Code);
        Assert.Contains("tiny/model_index.json: The pipeline 'FluxPipeline' is not supported", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_GoodJob_IsNull()
    {
        await using var harness = new EngineHarness();
        Assert.Null(harness.Engine.Check(EngineHarness.Job() with { Steps = 1000, Guidance = 0, Width = 128, Height = 64 }));
    }

    [Fact]
    public async Task RunAsync_ModelOfOneSize_IsRefusedOnceItIsLoadedAndByCheckFromThenOn()
    {
        await using var harness = new EngineHarness(new TinyModel { Latents = ("8", "8") });
        var wide = EngineHarness.Job() with { Width = 72 };
        Assert.Null(harness.Engine.Check(wide));
        var fault = await harness.FaultOf(wide);
        Assert.Equal(
            new JobFault(JobFaultCode.InvalidParameter, "Width", "Width is 72; model 'tiny' allows 64 only."), fault);
        Assert.Equal(fault, harness.Engine.Check(wide));
        await harness.ImageOf(EngineHarness.Job());
    }

    [Fact]
    public async Task RunAsync_ModelOfAnotherSizeThanItsConfiguration_TakesItsOwnByDefault()
    {
        await using var harness = new EngineHarness(new TinyModel { Latents = ("8", "16") });
        var image = await harness.ImageOf(EngineHarness.Job());
        Assert.Equal((128, 64), (image.Width, image.Height));
    }

    [Fact]
    public void Constructor_CudaWithoutItsLibrary_NamesTheBuildFlag()
    {
        var exception = Assert.Throws<InvalidOperationException>(
            () => new EngineHarness(new EngineOptions { Device = InferenceDevice.Cuda }, TimeProvider.System));
        Assert.Contains("-p:OnnxRuntimeFlavor=Gpu", exception.Message, StringComparison.Ordinal);
    }
}

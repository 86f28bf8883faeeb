using EdgeAigc.Diffusion.Engine;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Engine;

/// <summary>What models may look like, and what is said of those that cannot run.</summary>
public sealed class DenoisingEngineModelTests
{
    public static TheoryData<string, TinyModel> Equivalent() => new()
    {
        { "int32 ids", new TinyModel { Ids = Type.Int32 } },
        { "timestep [1]", new TinyModel { TimestepShape = ["1"] } },
        { "timestep [batch]", new TinyModel { TimestepShape = ["batch"] } },
        { "timestep [steps]", new TinyModel { TimestepShape = ["steps"] } },
        { "timestep [2]", new TinyModel { TimestepShape = ["2"] } },
        { "int64 timestep", new TinyModel { TimestepType = Type.Int64 } },
        { "int64 timestep [1]", new TinyModel { TimestepType = Type.Int64, TimestepShape = ["1"] } },
        { "int32 timestep [batch]", new TinyModel { TimestepType = Type.Int32, TimestepShape = ["batch"] } },
        { "double timestep", new TinyModel { TimestepType = Type.Double } },
        { "double latents", new TinyModel { SampleType = Type.Double } },
        { "fixed latents", new TinyModel { Latents = ("8", "8") } },
        { "other output names", new TinyModel { Outputs = ("hidden", "noise", "image") } },
    };

    [Theory]
    [MemberData(nameof(Equivalent), DisableDiscoveryEnumeration = true)]
    public async Task RunAsync_SameNetworkDeclaredOtherwise_GivesTheSamePicture(string what, TinyModel model)
    {
        await using var plain = new EngineHarness();
        await using var harness = new EngineHarness(model);
        var expected = (await plain.ImageOf(EngineHarness.Job())).Png;
        var actual = (await harness.ImageOf(EngineHarness.Job())).Png;
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"{what}: another picture.");
    }

    [Fact]
    public async Task RunAsync_ModelWithoutTimestep_RunsWithoutIt()
    {
        await using var harness = new EngineHarness(new TinyModel { TimestepShape = null });
        await harness.ImageOf(EngineHarness.Job());
    }

    [Fact]
    public async Task RunAsync_EulerOnWholeTimesteps_WarnsThatFractionsAreLost()
    {
        var euler = new TinyModel { SchedulerClass = "EulerDiscreteScheduler", TimestepSpacing = null };
        await using var whole = new EngineHarness(euler with { TimestepType = Type.Int64 });
        await using var real = new EngineHarness(euler);
        var job = EngineHarness.Job() with { Steps = 5 };
        var warned = await whole.ImageOf(job);
        Assert.Contains("fractions", Assert.Single(warned.Warnings), StringComparison.Ordinal);
        Assert.Equal("EulerDiscreteScheduler", warned.Scheduler);
        Assert.Empty((await real.ImageOf(job)).Warnings);
    }

    [Theory]
    [InlineData("text_encoder", "model.onnx")]
    [InlineData("unet", "model.onnx")]
    [InlineData("vae_decoder", "model.onnx")]
    public async Task RunAsync_DamagedNetwork_IsAFaultThatNamesItAndPoisonsNothing(string folder, string file)
    {
        await using var harness = new EngineHarness(new TinyModel(), new TinyModel { Name = "other" });
        var path = harness.Of("tiny", folder, file);
        var good = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, "this is not a model", TestContext.Current.CancellationToken);

        var fault = await harness.FaultOf(EngineHarness.Job());
        Assert.Equal((JobFaultCode.ModelUnusable, "Model"), (fault.Code, fault.Parameter));
        Assert.StartsWith($"tiny/{folder}/{file}: ONNX Runtime cannot open the model", fault.Message, StringComparison.Ordinal);

        await harness.ImageOf(EngineHarness.Job() with { Model = "other" });
        await File.WriteAllBytesAsync(path, good, TestContext.Current.CancellationToken);
        await harness.ImageOf(EngineHarness.Job());
    }

    [Fact]
    public async Task RunAsync_NetworkGoneSinceTheScan_IsAFaultThatNamesIt()
    {
        await using var harness = new EngineHarness();
        File.Delete(harness.Of("tiny", "unet", "model.onnx"));
        var fault = await harness.FaultOf(EngineHarness.Job());
        Assert.Equal(JobFaultCode.ModelUnusable, fault.Code);
        Assert.StartsWith("tiny/unet/model.onnx: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_InputWithoutAValue_IsAFaultThatNamesIt()
    {
        await using var harness = new EngineHarness(new TinyModel { ExtraInput = "timestep_cond" });
        var fault = await harness.FaultOf(EngineHarness.Job());
        Assert.Equal(JobFaultCode.ModelUnusable, fault.Code);
        Assert.StartsWith("tiny/unet/model.onnx: The model declares the input 'timestep_cond'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_HalfPrecisionInput_IsRefusedByName()
    {
        await using var harness = new EngineHarness(new TinyModel { SampleType = Type.Float16 });
        var fault = await harness.FaultOf(EngineHarness.Job());
        Assert.Equal(JobFaultCode.ModelUnusable, fault.Code);
        Assert.Contains("'sample' is of type Float16", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ResultIsNotANumber_IsAFaultThatNamesTheModel()
    {
        await using var harness = new EngineHarness(new TinyModel { Gain = float.NaN }, new TinyModel { Name = "other" });
        var fault = await harness.FaultOf(EngineHarness.Job());
        Assert.Equal((JobFaultCode.InferenceFailed, null), (fault.Code, fault.Parameter));
        Assert.Contains("tiny/unet/model.onnx: The latents have values that are not numbers", fault.Message, StringComparison.Ordinal);
        await harness.ImageOf(EngineHarness.Job() with { Model = "other" });
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1", 3)]
    [InlineData("2", 3)]
    public async Task RunAsync_NetworkForSomeRowsOnly_IsCalledForThemInTurn(string rows, double guidance)
    {
        await using var plain = new EngineHarness();
        await using var harness = new EngineHarness(new TinyModel { Batch = rows });
        var job = EngineHarness.Job() with { Guidance = guidance };
        Assert.Equal((await plain.ImageOf(job)).Png, (await harness.ImageOf(job)).Png);
    }

    [Fact]
    public async Task RunAsync_NetworkForTwoRowsWithoutGuidance_SaysWhyItCannot()
    {
        await using var harness = new EngineHarness(new TinyModel { Batch = "2" });
        var fault = await harness.FaultOf(EngineHarness.Job() with { Guidance = 1 });
        Assert.Equal(JobFaultCode.InferenceFailed, fault.Code);
        Assert.Contains("tiny/unet/model.onnx: The network takes 2 rows at a time only, and there are 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NetworkThatFailsWhileRunning_IsAFaultThatNamesIt()
    {
        // Five rows, whatever the batch: adding them to a batch of two cannot be done.
        await using var harness = new EngineHarness(new TinyModel { TimestepShape = ["5"] });
        var fault = await harness.FaultOf(EngineHarness.Job());
        Assert.Equal(JobFaultCode.InferenceFailed, fault.Code);
        Assert.Contains("tiny/unet/model.onnx", fault.Message, StringComparison.Ordinal);
    }
}

using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>A folder of each family, through the whole engine: the picture is the one that the papers' formulas give.</summary>
public sealed class FamilyEngineTests : IDisposable
{
    private static readonly TinyFamily[] Families =
    [
        TinyFamily.StableDiffusion(), TinyFamily.Legacy(), TinyFamily.StableDiffusion2(), TinyFamily.SdTurbo(), TinyFamily.Sdxl(),
        TinyFamily.SdxlRefiner(), TinyFamily.SdxlTurbo(), TinyFamily.LatentConsistency(),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names() => [.. Families.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RunAsync_FamilyWithGuidanceAndWithout_DrawsWhatTheFormulasSay(string name)
    {
        var family = Deterministic(Families.Single(family => family.Name == name));
        await using var engine = Open(family);
        await RequireSame(engine, family, negative: "the", steps: 4, guidance: 3);
        await RequireSame(engine, family, negative: "", steps: 4, guidance: 3);
        await RequireSame(engine, family, negative: null, steps: 4, guidance: 3);
        await RequireSame(engine, family, negative: null, steps: 1, guidance: 0);
    }

    [Theory]
    [InlineData(Type.Float)]
    [InlineData(Type.Int32)]
    [InlineData(Type.Int64)]
    public async Task RunAsync_TimestepOfAnyTypeAndShape_DrawsWhatTheFormulasSay(Type type)
    {
        string[][] shapes = [[], ["1"], ["batch_size"], ["steps"]];
        foreach (var shape in shapes)
        {
            var family = Deterministic(TinyFamily.Sdxl());
            family = family with { Name = $"sdxl-{shape.Length}", UNet = family.UNet with { TimestepType = type, TimestepShape = shape } };
            await using var engine = Open(family);
            await RequireSame(engine, family, negative: "the", steps: 2, guidance: 2);
        }
    }

    [Fact]
    public async Task RunAsync_TurboWithoutSayingMore_DoesOneStepWithoutGuidance()
    {
        var family = TinyFamily.SdxlTurbo();
        await using var engine = Open(family);
        var image = await Draw(engine, new DenoisingJob { Model = family.Name, Prompt = "red heart", Seed = 3 });
        Assert.Equal((1, 0.0, "EulerDiscreteScheduler"), (image.Steps, image.Guidance, image.Scheduler));
    }

    [Fact]
    public async Task RunAsync_WeightsBesideTheModel_AreFound()
    {
        var family = Deterministic(TinyFamily.StableDiffusion());
        var folder = family.Write(_folder.Path);
        ExternalWeights.MoveOut(Path.Combine(folder, "unet", "model.onnx"), "model.onnx_data");
        ExternalWeights.MoveOut(Path.Combine(folder, "text_encoder", "model.onnx"), "weights.pb");
        await using var engine = OpenCatalog();
        await RequireSame(engine, family, negative: "the", steps: 2, guidance: 3);
    }

    [Theory]
    [InlineData("DDIMScheduler")]
    [InlineData("DDPMScheduler")]
    [InlineData("PNDMScheduler")]
    [InlineData("EulerDiscreteScheduler")]
    [InlineData("EulerAncestralDiscreteScheduler")]
    [InlineData("HeunDiscreteScheduler")]
    [InlineData("LMSDiscreteScheduler")]
    [InlineData("DPMSolverMultistepScheduler")]
    [InlineData("UniPCMultistepScheduler")]
    [InlineData("LCMScheduler")]
    [InlineData("TCDScheduler")]
    public async Task RunAsync_AnyScheduler_CountsStepsAndDrawsInABatchWhatItDrawsAlone(string scheduler)
    {
        var family = TinyFamily.StableDiffusion() with { SchedulerClass = scheduler };
        family = family with { UNet = family.UNet with { TimestepShape = ["batch_size"] } };
        await using var engine = Open(family);
        var jobs = Enumerable.Range(1, 4).Select(seed => new DenoisingJob
        {
            Model = family.Name, Prompt = "red heart", Steps = 4 + seed, Guidance = seed, Seed = seed, Width = 64, Height = 64,
        }).ToList();
        var alone = new List<SKColor[]>();
        foreach (var job in jobs)
        {
            var steps = new List<StepDone>();
            var outcome = await engine.RunAsync(job, Note, TestContext.Current.CancellationToken);
            Assert.Null(outcome.Fault);
            Assert.Equal(Enumerable.Range(1, job.Steps!.Value).Select(step => new StepDone(step, job.Steps.Value)), steps);
            alone.Add(Pixels(outcome.Image!));

            void Note(JobProgress progress)
            {
                if (progress is StepDone step)
                    steps.Add(step);
            }
        }

        var together = await Task.WhenAll(jobs.Select(job => Draw(engine, job)));
        for (var i = 0; i < jobs.Count; i++)
        {
            Assert.All(alone[i].Zip(Pixels(together[i])), pair => Assert.True(
                Math.Abs(pair.First.Red - pair.Second.Red) <= 1 && Math.Abs(pair.First.Green - pair.Second.Green) <= 1 && Math.Abs(pair.First.Blue - pair.Second.Blue) <= 1));
        }

        static SKColor[] Pixels(GeneratedImage image)
        {
            using var bitmap = SKBitmap.Decode(image.Bytes);
            return bitmap.Pixels;
        }
    }

    [Theory]
    [InlineData(TinyVaeEncoder.Parameters, 0.5, 2)]
    [InlineData(TinyVaeEncoder.Parameters, 1.0, 0)]
    [InlineData(TinyVaeEncoder.Sample, 0.79, 1)]
    internal async Task RunAsync_FromAPicture_DrawsWhatTheFormulasSay(TinyVaeEncoder encoder, double strength, int skipped)
    {
        var family = Deterministic(TinyFamily.StableDiffusion());
        family = family with { Vae = family.Vae with { Encoder = encoder } };
        await using var engine = Open(family);
        var (file, colours) = Mosaic();
        var steps = new List<StepDone>();
        var outcome = await engine.RunAsync(
            new DenoisingJob { Model = family.Name, Prompt = "red heart", Steps = 4, Guidance = 1, Seed = 11, InitialImage = file, Strength = strength, Width = 64, Height = 64 },
            progress =>
            {
                if (progress is StepDone step)
                    steps.Add(step);
            },
            TestContext.Current.CancellationToken);
        Assert.Null(outcome.Fault);
        RequireSame(TinyFamilyReference.DrawFrom(family, colours, ["red</w>", "heart</w>"], 4, skipped, seed: 11), outcome.Image!);
        Assert.Equal(Enumerable.Range(1, 4 - skipped).Select(step => new StepDone(step, 4 - skipped)), steps);
        Assert.Equal(4 - skipped, outcome.Image!.Steps);
    }

    [Fact]
    public async Task RunAsync_FromAPictureThatCannotBe_IsAFaultThatNamesTheMember()
    {
        var family = TinyFamily.StableDiffusion();
        var withEncoder = family with { Name = "with-encoder", Vae = family.Vae with { Encoder = TinyVaeEncoder.Parameters } };
        withEncoder.Write(_folder.Path);
        await using var engine = Open(family);
        var job = new DenoisingJob { Model = "with-encoder", Prompt = "red heart", Steps = 4, InitialImage = Mosaic().File };
        await RequireFault(job with { Model = family.Name }, "InitialImage", "has no vae_encoder/model.onnx");
        await RequireFault(job with { Strength = 1.5 }, "Strength", "it must be a number from 0 to 1");
        await RequireFault(job with { Strength = 0.2 }, "Strength", "leaves none of 4 steps");
        await RequireFault(job with { InitialImage = null, Strength = 0.5 }, "Strength", "there is no InitialImage");
        await RequireFault(job with { InitialImage = [1, 2, 3] }, "InitialImage", "is not a picture that can be read");

        async Task RequireFault(DenoisingJob wrong, string parameter, string says)
        {
            var outcome = await engine.RunAsync(wrong, null, TestContext.Current.CancellationToken);
            Assert.Equal((JobFaultCode.InvalidParameter, parameter), (outcome.Fault!.Code, outcome.Fault.Parameter));
            Assert.Contains(says, outcome.Fault.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A file of 8 × 8 coloured cells, and their colours.</summary>
    private static (byte[] File, double[][] Colours) Mosaic()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(64, 64, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var colours = new double[64][];
        for (var cell = 0; cell < colours.Length; cell++)
        {
            var colour = new SKColor((byte)(cell * 4), (byte)(255 - (cell * 3)), (byte)(cell * 37 % 256));
            colours[cell] = [(colour.Red / 127.5) - 1, (colour.Green / 127.5) - 1, (colour.Blue / 127.5) - 1];
            bitmap.Erase(colour, SKRectI.Create(cell % 8 * 8, cell / 8 * 8, 8, 8));
        }

        return (bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray(), colours);
    }

    /// <summary>The sampler of the reference, whatever the family comes with.</summary>
    private static TinyFamily Deterministic(TinyFamily family) =>
        family with { SchedulerClass = "DDIMScheduler", TimestepSpacing = "trailing" };

    private DenoisingEngine Open(TinyFamily family)
    {
        family.Write(_folder.Path);
        return OpenCatalog();
    }

    private DenoisingEngine OpenCatalog()
    {
        var catalog = ModelCatalog.Scan(_folder.Path);
        Assert.Empty(catalog.Faults);
        return new(catalog, new EngineOptions { Threads = 1 }, TimeProvider.System, NullLogger<DenoisingEngine>.Instance);
    }

    private static async Task<GeneratedImage> Draw(DenoisingEngine engine, DenoisingJob job)
    {
        var outcome = await engine.RunAsync(job, null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Fault);
        return outcome.Image!;
    }

    private static async Task RequireSame(DenoisingEngine engine, TinyFamily family, string? negative, int steps, double guidance)
    {
        var job = new DenoisingJob
        {
            Model = family.Name,
            Prompt = "red heart",
            NegativePrompt = negative,
            Steps = steps,
            Guidance = guidance,
            Seed = 11,
            Width = 64,
            Height = 64,
        };
        var image = await Draw(engine, job);
        string[]? words = negative is null ? null : negative.Length == 0 ? [] : [negative + "</w>"];
        var cells = TinyFamilyReference.Draw(family, ["red</w>", "heart</w>"], words, steps, guidance, seed: 11);
        Assert.True(cells.SelectMany(cell => cell).Count(value => value is > 5 and < 250) > 96, "Most of the picture should be within range.");
        RequireSame(cells, image);
    }

    private static void RequireSame(double[][] cells, GeneratedImage image)
    {
        using var bitmap = SKBitmap.Decode(image.Bytes);
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var pixel = bitmap.GetPixel((cell % 8 * 8) + 3, (cell / 8 * 8) + 3);
            // Half a step of rounding, and what float32 loses.
            Assert.Equal(cells[cell][0], pixel.Red, 0.6);
            Assert.Equal(cells[cell][1], pixel.Green, 0.6);
            Assert.Equal(cells[cell][2], pixel.Blue, 0.6);
        }
    }
}

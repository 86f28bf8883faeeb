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
        using var bitmap = SKBitmap.Decode(image.Png);
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

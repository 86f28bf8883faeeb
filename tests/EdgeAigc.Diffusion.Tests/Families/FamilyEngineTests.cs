using EdgeAigc.Diffusion.Engine;
using Type = EdgeAigc.Onnx.Schema.TensorProto.Types.DataType;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>A folder of each family, through the whole engine: the picture is the one that the papers' formulas give.</summary>
public sealed class FamilyEngineTests
{
    private static readonly TinyFamily[] Families =
    [
        TinyFamily.StableDiffusion(), TinyFamily.Legacy(), TinyFamily.StableDiffusion2(), TinyFamily.SdTurbo(), TinyFamily.Sdxl(),
        TinyFamily.SdxlRefiner(), TinyFamily.SdxlTurbo(), TinyFamily.LatentConsistency(),
    ];

    public static TheoryData<string> Names() => [.. Families.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RunAsync_FamilyWithGuidanceAndWithout_DrawsWhatTheFormulasSay(string name)
    {
        var family = FamilyEngine.Deterministic(Families.Single(family => family.Name == name));
        await using var engine = new FamilyEngine(family);
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
            var family = FamilyEngine.Deterministic(TinyFamily.Sdxl());
            family = family with { Name = $"sdxl-{shape.Length}", UNet = family.UNet with { TimestepType = type, TimestepShape = shape } };
            await using var engine = new FamilyEngine(family);
            await RequireSame(engine, family, negative: "the", steps: 2, guidance: 2);
        }
    }

    [Fact]
    public async Task RunAsync_TurboWithoutSayingMore_DoesOneStepWithoutGuidance()
    {
        var family = TinyFamily.SdxlTurbo();
        await using var engine = new FamilyEngine(family);
        var image = await engine.ImageOf(new DenoisingJob { Model = family.Name, Prompt = "red heart", Seed = 3 });
        Assert.Equal((1, 0.0, "EulerDiscreteScheduler"), (image.Steps, image.Guidance, image.Scheduler));
    }

    [Fact]
    public async Task RunAsync_WeightsBesideTheModel_AreFound()
    {
        var family = FamilyEngine.Deterministic(TinyFamily.StableDiffusion());
        await using var engine = new FamilyEngine(root =>
        {
            var folder = family.Write(root);
            ExternalWeights.MoveOut(Path.Combine(folder, "unet", "model.onnx"), "model.onnx_data");
            ExternalWeights.MoveOut(Path.Combine(folder, "text_encoder", "model.onnx"), "weights.pb");
        });
        await RequireSame(engine, family, negative: "the", steps: 2, guidance: 3);
    }

    private static async Task RequireSame(FamilyEngine engine, TinyFamily family, string? negative, int steps, double guidance)
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
        var image = await engine.ImageOf(job);
        string[]? words = negative is null ? null : negative.Length == 0 ? [] : [negative + "</w>"];
        var cells = TinyFamilyReference.Draw(family, ["red</w>", "heart</w>"], words, steps, guidance, seed: 11);
        Assert.True(cells.SelectMany(cell => cell).Count(value => value is > 5 and < 250) > 96, "Most of the picture should be within range.");
        FamilyEngine.RequireSame(cells, image);
    }
}

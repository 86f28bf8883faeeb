using EdgeAigc.Diffusion.Engine;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Families;

/// <summary>Starting from a picture, through the whole engine.</summary>
public sealed class FamilyPictureTests
{
    [Theory]
    [InlineData(TinyVaeEncoder.Parameters, 0.5, 2)]
    [InlineData(TinyVaeEncoder.Parameters, 1.0, 0)]
    [InlineData(TinyVaeEncoder.Sample, 0.79, 1)]
    internal async Task RunAsync_FromAPicture_DrawsWhatTheFormulasSay(TinyVaeEncoder encoder, double strength, int skipped)
    {
        var family = FamilyEngine.Deterministic(TinyFamily.StableDiffusion());
        family = family with { Vae = family.Vae with { Encoder = encoder } };
        await using var engine = new FamilyEngine(family);
        var (file, colours) = Mosaic();
        var steps = new List<StepDone>();
        var image = await engine.ImageOf(
            new DenoisingJob { Model = family.Name, Prompt = "red heart", Steps = 4, Guidance = 1, Seed = 11, InitialImage = file, Strength = strength, Width = 64, Height = 64 },
            steps);
        FamilyEngine.RequireSame(TinyFamilyReference.DrawFrom(family, colours, ["red</w>", "heart</w>"], 4, skipped, seed: 11), image);
        Assert.Equal(Enumerable.Range(1, 4 - skipped).Select(step => new StepDone(step, 4 - skipped)), steps);
        Assert.Equal(4 - skipped, image.Steps);
    }

    [Fact]
    public async Task RunAsync_FromAPictureThatCannotBe_IsAFaultThatNamesTheMember()
    {
        var family = TinyFamily.StableDiffusion();
        var withEncoder = family with { Name = "with-encoder", Vae = family.Vae with { Encoder = TinyVaeEncoder.Parameters } };
        await using var engine = new FamilyEngine(family, withEncoder);
        var job = new DenoisingJob { Model = "with-encoder", Prompt = "red heart", Steps = 4, InitialImage = Mosaic().File };
        await RequireFault(job with { Model = family.Name }, "InitialImage", "has no vae_encoder/model.onnx");
        await RequireFault(job with { Strength = 1.5 }, "Strength", "it must be a number from 0 to 1");
        await RequireFault(job with { Strength = 0.2 }, "Strength", "leaves none of 4 steps");
        await RequireFault(job with { InitialImage = null, Strength = 0.5 }, "Strength", "there is no InitialImage");
        await RequireFault(job with { InitialImage = [1, 2, 3] }, "InitialImage", "is not a picture that can be read");

        async Task RequireFault(DenoisingJob wrong, string parameter, string says)
        {
            var outcome = await engine.Engine.RunAsync(wrong, null, TestContext.Current.CancellationToken);
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
}

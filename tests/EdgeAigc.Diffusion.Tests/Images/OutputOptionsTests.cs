using System.Text;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Tests.Engine;

namespace EdgeAigc.Diffusion.Tests.Images;

/// <summary>What a job asks of its file, through the engine.</summary>
public sealed class OutputOptionsTests
{
    [Theory]
    [InlineData(ImageFormat.Png, "image/png")]
    [InlineData(ImageFormat.Jpeg, "image/jpeg")]
    [InlineData(ImageFormat.Webp, "image/webp")]
    public async Task RunAsync_Format_IsThatOfTheFile(ImageFormat format, string mediaType)
    {
        await using var harness = new EngineHarness();
        var image = await harness.ImageOf(EngineHarness.Job() with { Format = format });
        Assert.Equal(mediaType, image.MediaType);
        Assert.Equal(new(64, 64), Pictures.Decode(image.Bytes).Size);
    }

    [Theory]
    [InlineData(null, null, 64, 128)]
    [InlineData(256, null, 256, 512)]
    [InlineData(null, 256, 128, 256)]
    [InlineData(33, null, 33, 66)]
    [InlineData(null, 67, 34, 67)]
    [InlineData(34, 67, 34, 67)]   // 34 × 68, and 33.5 × 67: either side may have been rounded.
    [InlineData(1024, 2048, 1024, 2048)]
    public async Task RunAsync_OutputSize_IsThatOfTheFile(int? width, int? height, int expectedWidth, int expectedHeight)
    {
        await using var harness = new EngineHarness();
        var job = EngineHarness.Job() with { Height = 128, Steps = 1, Format = ImageFormat.Jpeg, OutputWidth = width, OutputHeight = height };
        var image = await harness.ImageOf(job);
        Assert.Equal((expectedWidth, expectedHeight), (image.Width, image.Height));
        Assert.Equal(new(expectedWidth, expectedHeight), Pictures.Decode(image.Bytes).Size);
    }

    [Fact]
    public async Task RunAsync_File_TellsHowThePictureCameAbout()
    {
        await using var harness = new EngineHarness();
        var job = EngineHarness.Job() with { Steps = 3, Guidance = 1.5, OutputWidth = 128 };
        var parameters = PngChunks.Texts((await harness.ImageOf(job)).Bytes)["parameters"];
        Assert.Matches(
            "^Steps: 3, Sampler: DDIM, CFG scale: 1.5, Seed: 7, Size: 64x64, Model: tiny, Model version: \"sampled-sha256:[0-9a-f]{16}\", Version: EdgeAigc 0.1.0$",
            parameters);
    }

    [Theory]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Webp)]
    public async Task RunAsync_File_HoldsThePromptsOnlyWhenAsked(ImageFormat format)
    {
        await using var harness = new EngineHarness();
        var job = EngineHarness.Job("red heart") with { NegativePrompt = "the thing", Format = format };
        var (silent, telling) = (await harness.ImageOf(job), await harness.ImageOf(job with { EmbedPrompt = true }));
        foreach (var text in (string[])["red heart", "the thing", "Negative"])
        {
            Assert.False(Holds(silent.Bytes, text), $"The file tells '{text}'.");
            Assert.True(Holds(telling.Bytes, text), $"The file does not tell '{text}'.");
        }

        Assert.True(Holds(silent.Bytes, "Seed: 7"), "What is searched for would not be found.");
    }

    [Fact]
    public async Task RunAsync_ModelVersion_FollowsTheNetworksUnlessItIsStated()
    {
        var versions = new List<string>();
        foreach (var model in (TinyModel[])[new(), new(), new() { Gain = 0.5f }])
        {
            await using var harness = new EngineHarness(model);
            versions.Add(await VersionOf(harness));
        }

        Assert.Equal(versions[0], versions[1]);
        Assert.NotEqual(versions[0], versions[2]);

        await using var stated = new EngineHarness();
        await ModelIndexFile.SetAsync(stated.Of("tiny", "model_index.json"), "edgeaigc_version", "2026.1");
        Assert.Equal("2026.1", await VersionOf(stated));

        static async Task<string> VersionOf(EngineHarness harness) =>
            PngChunks.Texts((await harness.ImageOf(EngineHarness.Job())).Bytes)["parameters"].Split("Model version: ")[1].Split(", Version")[0];
    }

    private static bool Holds(byte[] file, string text) =>
        new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }.Any(encoding => file.AsSpan().IndexOf(encoding.GetBytes(text)) >= 0);
}

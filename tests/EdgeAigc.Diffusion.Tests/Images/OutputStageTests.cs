using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Safety;

namespace EdgeAigc.Diffusion.Tests.Images;

public sealed class OutputStageTests
{
    private static readonly ImageSize Size = new(64, 48);
    private static readonly float[] Picture = Pictures.Planes(Size);

    [Fact]
    public void Preview_Picture_IsAPngAsComputedThatTellsNothing()
    {
        using var stage = new OutputStage(new UncheckedOutput(warning: null), "7");
        var preview = stage.Preview(Job, Picture);
        Assert.Equal(["IHDR", "sBIT", "IDAT", "IEND"], PngChunks.Read(preview).Select(chunk => chunk.Type));
        Assert.Equal(RgbImage.FromPlanes(Picture, Size).Pixels, Pictures.Decode(preview).Pixels);
    }

    [Fact]
    public void Preview_PictureThatTheFilterWithholds_IsWithheldToo()
    {
        using var stage = new OutputStage(new Curtain(), "7");
        Assert.All(Pictures.Decode(stage.Preview(Job, Picture)).Pixels, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Finish_PictureThatTheFilterWithholds_IsWithheldAndReported()
    {
        using var stage = new OutputStage(new Curtain(), "7");
        var finished = stage.Finish(Job, Picture);
        Assert.Equal((true, "drawn", "image/webp"), (finished.Flagged, finished.Warning, finished.File.MediaType));
        Assert.Equal((128, 96), (finished.File.Width, finished.File.Height));
        Assert.All(Pictures.Decode(finished.File.Bytes).Pixels, value => Assert.Equal(0, value));
    }

    private static ResolvedJob Job => new(
        new ModelFolder { Name = "tiny", Path = "tiny", PipelineClass = "StableDiffusionPipeline", SchedulerClass = "DDIMScheduler" },
        "secret", "", 4, 1, 2, Size.Width, Size.Height)
    {
        Output = new() { Format = ImageFormat.Webp, Quality = 100, Width = 128, Height = 96, EmbedPrompt = true },
    };

    /// <summary>Withholds everything.</summary>
    private sealed class Curtain : IOutputFilter
    {
        public FilteredImage Apply(float[] planes, ImageSize size) =>
            new([.. Enumerable.Repeat(-1f, planes.Length)], Flagged: true, "drawn");

        public void Dispose()
        {
        }
    }
}

using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Diffusion.Models;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;

namespace EdgeAigc.Diffusion.Tests.Models;

/// <summary>The models that come with the product.</summary>
public sealed class ShippedModelTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "models");

    [Fact]
    public void Scan_ShippedModels_AllOpen()
    {
        var catalog = ModelCatalog.Scan(Root);
        Assert.Empty(catalog.Faults);
        Assert.Equal(Directory.GetDirectories(Root).Select(Path.GetFileName).Order(), catalog.Models.Select(model => model.Name));
        Assert.Equal((64, 64), (catalog.Find("noto-emoji")!.DefaultWidth, catalog.Find("noto-emoji")!.DefaultHeight));
    }

    [Fact]
    public async Task RunAsync_NotoEmojiTwice_GivesTheSameBytes()
    {
        await using var one = Open();
        await using var other = Open();
        var job = new DenoisingJob { Model = "noto-emoji", Prompt = "red heart", Seed = 1 };
        var first = await ImageOf(one, job);
        Assert.Equal(first.Bytes, (await ImageOf(one, job)).Bytes);
        Assert.Equal(first.Bytes, (await ImageOf(other, job)).Bytes);
        using var bitmap = SKBitmap.Decode(first.Bytes);
        using var another = SKBitmap.Decode((await ImageOf(one, job with { Seed = 2 })).Bytes);
        Assert.NotEqual(bitmap.Bytes, another.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RunAsync_NotoEmojiRedHeart_IsRedInTheMiddleAndWhiteInTheCorners(long seed)
    {
        await using var engine = Open();
        var image = await ImageOf(engine, new DenoisingJob { Model = "noto-emoji", Prompt = "red heart", Seed = seed });
        using var bitmap = SKBitmap.Decode(image.Bytes);
        Assert.Equal((64, 64), (bitmap.Width, bitmap.Height));

        var (red, green, blue) = Mean(bitmap, 24, 24, 16);
        Assert.True(red > 150 && green < 100 && blue < 100, $"The middle is {red:F0}, {green:F0}, {blue:F0}.");
        foreach (var (x, y) in new[] { (0, 0), (58, 0), (0, 58), (58, 58) })
        {
            var corner = Mean(bitmap, x, y, 6);
            Assert.True(Math.Min(corner.Red, Math.Min(corner.Green, corner.Blue)) > 240, $"The corner at {x}, {y} is {corner}.");
        }
    }

    private static DenoisingEngine Open() => new(
        ModelCatalog.Scan(Root), new EngineOptions { Threads = 1 }, TimeProvider.System, NullLogger<DenoisingEngine>.Instance);

    private static async Task<GeneratedImage> ImageOf(DenoisingEngine engine, DenoisingJob job)
    {
        var outcome = await engine.RunAsync(job, null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Fault);
        return outcome.Image!;
    }

    private static (double Red, double Green, double Blue) Mean(SKBitmap bitmap, int left, int top, int side)
    {
        var pixels = Enumerable.Range(0, side * side).Select(i => bitmap.GetPixel(left + (i % side), top + (i / side))).ToList();
        return (pixels.Average(pixel => pixel.Red), pixels.Average(pixel => pixel.Green), pixels.Average(pixel => pixel.Blue));
    }
}

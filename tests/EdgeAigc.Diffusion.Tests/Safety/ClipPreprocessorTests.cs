using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Diffusion.Pipelines;
using EdgeAigc.Diffusion.Safety;
using EdgeAigc.Diffusion.Tests.Images;

namespace EdgeAigc.Diffusion.Tests.Safety;

public sealed class ClipPreprocessorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(64, 64)]
    [InlineData(64, 48)]
    [InlineData(100, 333)]
    [InlineData(256, 256)]
    [InlineData(400, 300)]
    public void Prepare_Picture_IsWhatTheDefinitionSays(int width, int height)
    {
        var picture = Pictures.Noise(new(width, height), seed: 8);
        var expected = ClipReference.Prepare(picture);
        var actual = ClipPreprocessor.Read(null).Prepare(picture);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < actual.Length; i++)
            Assert.InRange(actual[i], expected[i].Low - 1e-5, expected[i].High + 1e-5);
        Assert.InRange(expected.Count(range => range.High > range.Low), 0, expected.Length / 8);
    }

    [Theory]
    [InlineData("""{ "size": 224, "crop_size": 224, "resample": 3 }""")]
    [InlineData("""{ "size": { "shortest_edge": 224 }, "crop_size": { "height": 224, "width": 224 } }""")]
    [InlineData("""{ "do_normalize": true, "feature_extractor_type": "CLIPFeatureExtractor" }""")]
    public void Read_OldAndNewFiles_SayTheSame(string json)
    {
        var read = Read(json);
        Assert.Equal((224, new ImageSize(224, 224)), (read.ShortestSide, read.Crop));
        Assert.Equal(ClipPreprocessor.Read(null).Mean, read.Mean);
    }

    [Fact]
    public void Read_OtherValues_AreUsed()
    {
        var read = Read("""{ "size": 32, "crop_size": { "height": 8, "width": 16 }, "image_mean": [0, 0, 0.5], "image_std": [1, 0.5, 0.25] }""");
        var planes = read.Prepare(new RgbImage(new(32, 32), [.. Enumerable.Repeat<byte[]>([51, 102, 255], 32 * 32).SelectMany(pixel => pixel)]));
        Assert.Equal(3 * 8 * 16, planes.Length);
        Assert.Equal([0.2, 0.8, 2.0], planes.Chunk(8 * 16).Select(plane => Math.Round(plane.Distinct().Single(), 6)));
    }

    [Theory]
    [InlineData("""{ "resample": 2 }""", "'resample' is 2; it must be 3, which is bicubic.")]
    [InlineData("""{ "size": 0 }""", "'size' is 0; it must be from 1 to 2048 pixels.")]
    [InlineData("""{ "size": { "shortest_edge": "big" } }""", """'size' is {"shortest_edge":"big"}; it must be from 1 to 2048 pixels.""")]
    [InlineData("""{ "crop_size": 225 }""", "'crop_size' is 225; it must be at most the 224 pixels of 'size'.")]
    [InlineData("""{ "image_std": [1, 0, 1] }""", "'image_std' is [1,0,1]; it must be three numbers")]
    [InlineData("""{ "image_mean": [1] }""", "'image_mean' is [1]; it must be three numbers")]
    public void Read_ValueThatCannotBeUsed_IsNamed(string json, string says)
    {
        var exception = Assert.Throws<ModelException>(() => Read(json));
        Assert.StartsWith(says, exception.Fault.Message, StringComparison.Ordinal);
        Assert.Equal("tiny/feature_extractor/preprocessor_config.json", exception.Fault.File);
    }

    private ClipPreprocessor Read(string json)
    {
        var path = _folder.Of("preprocessor_config.json");
        File.WriteAllText(path, json);
        return ClipPreprocessor.Read(ConfigFile.Read(path, "tiny/feature_extractor/preprocessor_config.json"));
    }
}

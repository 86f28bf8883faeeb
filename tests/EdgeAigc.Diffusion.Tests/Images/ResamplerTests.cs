using EdgeAigc.Diffusion.Images;
using EdgeAigc.Diffusion.Pipelines;

namespace EdgeAigc.Diffusion.Tests.Images;

public sealed class ResamplerTests
{
    public static TheoryData<int, int, int, int> Sizes() => new()
    {
        { 8, 6, 20, 15 }, { 40, 30, 16, 12 }, { 17, 9, 5, 30 }, { 9, 31, 40, 8 }, { 1, 1, 3, 2 }, { 5, 1, 1, 5 }, { 16, 16, 16, 7 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_Lanczos_IsTheWeightedMeanOfTheDefinition(int width, int height, int toWidth, int toHeight) =>
        Compare(new(width, height), new(toWidth, toHeight), ResamplingFilter.Lanczos3, ResamplingReference.Lanczos3);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_Bicubic_IsTheWeightedMeanOfTheDefinition(int width, int height, int toWidth, int toHeight) =>
        Compare(new(width, height), new(toWidth, toHeight), ResamplingFilter.Bicubic, ResamplingReference.Bicubic);

    [Fact]
    public void Resize_SameSize_ChangesNothing()
    {
        var picture = Pictures.Noise(new(13, 7), seed: 1);
        Assert.Equal(picture.Pixels, Resampler.Resize(picture, picture.Size, ResamplingFilter.Lanczos3).Pixels);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_OneColour_StaysThatColour(int width, int height, int toWidth, int toHeight)
    {
        var picture = new RgbImage(new(width, height), [.. Enumerable.Repeat<byte[]>([255, 1, 128], width * height).SelectMany(pixel => pixel)]);
        var resized = Resampler.Resize(picture, new(toWidth, toHeight), ResamplingFilter.Lanczos3);
        Assert.All(resized.Pixels.Chunk(3), pixel => Assert.Equal([255, 1, 128], pixel));
    }

    [Fact]
    public void Resize_HardEdge_OvershootsNeitherBelowBlackNorAboveWhite()
    {
        var picture = new RgbImage(new(4, 1), [0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255]);
        var resized = Resampler.Resize(picture, new(16, 1), ResamplingFilter.Lanczos3).Pixels.Where((_, i) => i % 3 == 0).ToList();
        Assert.All(resized.Take(7), value => Assert.InRange(value, 0, 64));
        Assert.All(resized.Skip(9), value => Assert.InRange(value, 191, 255));
    }

    private static void Compare(ImageSize from, ImageSize to, ResamplingFilter filter, Func<double, double> kernel)
    {
        var picture = Pictures.Noise(from, seed: 5);
        var actual = Resampler.Resize(picture, to, filter);
        Assert.Equal(to, actual.Size);
        var doubtful = 0;
        for (var channel = 0; channel < 3; channel++)
        {
            var expected = ResamplingReference.Resize(picture, channel, to, kernel);
            for (var i = 0; i < to.Width * to.Height; i++)
            {
                var (low, high) = expected[i / to.Width, i % to.Width];
                Assert.InRange(actual.Pixels[(i * 3) + channel], low, high);
                doubtful += high > low ? 1 : 0;
            }
        }

        Assert.InRange(doubtful, 0, actual.Pixels.Length / 8);
    }
}

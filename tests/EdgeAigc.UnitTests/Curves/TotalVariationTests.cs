using EdgeAigc.Core.Curves;

namespace EdgeAigc.UnitTests.Curves;

public sealed class TotalVariationTests
{
    [Fact]
    public void Of_PlainPicture_IsZero() => Assert.Equal(0, TotalVariation.Of(SyntheticPictures.Plain(0.3)));

    [Fact]
    public void Of_Chequerboard_IsTwo() =>
        Assert.Equal(2, TotalVariation.Of(SyntheticPictures.Of(9, 6, (_, x, y) => (x + y) % 2 == 0 ? 1 : -1)), 1e-12);

    [Fact]
    public void Of_Ramp_IsItsSlopeWhateverTheHeight()
    {
        // From −1 to 1 over 9 columns: each of the 8 differences is an eighth of the range.
        foreach (var height in (int[])[1, 2, 7])
            Assert.Equal(0.125, TotalVariation.Of(SyntheticPictures.Of(9, height, (_, x, _) => (x / 4.0) - 1)), 1e-6);
        Assert.Equal(0.125, TotalVariation.Of(SyntheticPictures.Of(3, 9, (_, _, y) => (y / 4.0) - 1)), 1e-6);
    }

    [Fact]
    public void Of_OneColourOfThree_CountsAThird() =>
        Assert.Equal(2 / 3.0, TotalVariation.Of(SyntheticPictures.Of(6, 6, (channel, x, y) => channel == 1 ? ((x + y) % 2 == 0 ? 1 : -1) : 0)), 1e-12);

    [Fact]
    public void Of_NegativeOrShiftedPicture_IsTheSame()
    {
        var picture = SyntheticPictures.Noise(4);
        var variation = TotalVariation.Of(picture);

        Assert.Equal(variation, TotalVariation.Of(SyntheticPictures.Of(16, 16, (channel, x, y) => -picture.Plane(channel)[(y * 16) + x])), 1e-6);
        Assert.Equal(variation, TotalVariation.Of(SyntheticPictures.Of(16, 16, (channel, x, y) => picture.Plane(channel)[(y * 16) + x] + 0.25)), 1e-6);
        // Neighbours of uniform noise are a third of the range apart in the mean, in both directions.
        Assert.Equal(2 / 3.0, TotalVariation.Of(SyntheticPictures.Noise(6, 200, 200)), 0.01);
    }
}

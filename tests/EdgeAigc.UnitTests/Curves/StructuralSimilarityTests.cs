using EdgeAigc.Core.Curves;

namespace EdgeAigc.UnitTests.Curves;

public sealed class StructuralSimilarityTests
{
    private const double C1 = 0.0004;
    private const double C2 = 0.0036;

    [Fact]
    public void Between_APictureAndItself_IsOne() =>
        Assert.Equal(1, StructuralSimilarity.Between(SyntheticPictures.Noise(1), SyntheticPictures.Noise(1)), 1e-12);

    [Fact]
    public void Between_AnyPictures_IsSymmetricAndAtMostOne()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (left, right) = (SyntheticPictures.Noise(seed, 17, 12), SyntheticPictures.Noise(seed + 100, 17, 12));
            var similarity = StructuralSimilarity.Between(left, right);

            Assert.Equal(similarity, StructuralSimilarity.Between(right, left), 1e-12);
            Assert.InRange(similarity, -1, 1);
        }
    }

    [Theory]
    [InlineData(0.5, 0.25)]
    [InlineData(-1, 1)]
    [InlineData(0, 0.8)]
    public void Between_PlainPictures_IsTheLuminanceTerm(double left, double right) => Assert.Equal(
        ((2 * left * right) + C1) / ((left * left) + (right * right) + C1),
        StructuralSimilarity.Between(SyntheticPictures.Plain(left), SyntheticPictures.Plain(right)),
        1e-9);

    [Fact]
    public void Between_ANegativeOfNoMean_IsTheStructureTermBelowZero()
    {
        // Two levels in turn: under the window the weighted mean is 0 in one direction by symmetry up to 1e-4.
        var stripes = SyntheticPictures.Of(32, 32, (_, x, _) => x % 2 == 0 ? 0.5 : -0.5);
        var negative = SyntheticPictures.Of(32, 32, (_, x, _) => x % 2 == 0 ? -0.5 : 0.5);

        Assert.Equal(((-2 * 0.25) + C2) / ((2 * 0.25) + C2), StructuralSimilarity.Between(stripes, negative), 2e-3);
    }

    [Fact]
    public void Between_AnyPictures_IsTheFormulaOfThePaper()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var left = SyntheticPictures.Noise(seed, 14, 19);
            var right = SyntheticPictures.Of(14, 19, (channel, x, y) =>
                (0.7 * left.Plane(channel)[(y * 14) + x]) + (0.1 * channel) - (0.02 * x) + (0.01 * y * seed));

            Assert.Equal(ByThePaper(left, right), StructuralSimilarity.Between(left, right), 1e-9);
        }
    }

    [Fact]
    public void Between_MoreNoise_IsLess()
    {
        var clean = SyntheticPictures.Of(32, 32, (channel, x, y) => Math.Sin((x + (channel * y)) / 4.0) * 0.6);
        var noise = SyntheticPictures.Noise(9, 32, 32);
        var similarities = ((double[])[0, 0.05, 0.1, 0.2, 0.4]).Select(share => StructuralSimilarity.Between(
            clean, SyntheticPictures.Of(32, 32, (channel, x, y) => clean.Plane(channel)[(y * 32) + x] + (share * noise.Plane(channel)[(y * 32) + x])))).ToList();

        Assert.Equal(similarities.OrderDescending(), similarities);
        Assert.InRange(similarities[^1], 0, 0.9);
    }

    [Fact]
    public void Between_OneColourDiffers_LosesAThird()
    {
        var grey = SyntheticPictures.Plain(1);
        var tinted = SyntheticPictures.Of(16, 16, (channel, _, _) => channel == 2 ? -1 : 1);

        Assert.Equal((2 + ((-2 + C1) / (2 + C1))) / 3, StructuralSimilarity.Between(grey, tinted), 1e-9);
    }

    [Fact]
    public void Between_PicturesThatDoNotCompare_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => StructuralSimilarity.Between(SyntheticPictures.Plain(0, 16), SyntheticPictures.Plain(0, 17)));
        Assert.Throws<ArgumentException>(() => StructuralSimilarity.Between(SyntheticPictures.Plain(0, 10), SyntheticPictures.Plain(0, 10)));
    }

    // Section III.B word by word: a two-dimensional window, centred moments, no separation and no shortcuts.
    private static double ByThePaper(PlanarPicture left, PlanarPicture right)
    {
        var window = new double[11, 11];
        var total = 0.0;
        for (var i = 0; i < 121; i++)
            total += window[i / 11, i % 11] = Math.Exp(-(((i / 11) - 5) * ((i / 11) - 5) + (((i % 11) - 5) * ((i % 11) - 5))) / 4.5);

        var sum = 0.0;
        var count = 0;
        for (var channel = 0; channel < 3; channel++)
        {
            for (var top = 0; top <= left.Height - 11; top++)
            {
                for (var start = 0; start <= left.Width - 11; start++)
                {
                    sum += At(channel, top, start);
                    count++;
                }
            }
        }

        return sum / count;

        double At(int channel, int top, int start)
        {
            var (muX, muY) = (Weighted((x, _) => x), Weighted((_, y) => y));
            var varianceX = Weighted((x, _) => (x - muX) * (x - muX));
            var varianceY = Weighted((_, y) => (y - muY) * (y - muY));
            var covariance = Weighted((x, y) => (x - muX) * (y - muY));
            return ((2 * muX * muY) + C1) * ((2 * covariance) + C2) / (((muX * muX) + (muY * muY) + C1) * (varianceX + varianceY + C2));

            double Weighted(Func<double, double, double> of) => Enumerable.Range(0, 121).Sum(i =>
            {
                var pixel = ((top + (i / 11)) * left.Width) + start + (i % 11);
                return window[i / 11, i % 11] / total * of(left.Plane(channel)[pixel], right.Plane(channel)[pixel]);
            });
        }
    }
}

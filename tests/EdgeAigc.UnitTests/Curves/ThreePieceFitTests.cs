using EdgeAigc.Core.Curves;

namespace EdgeAigc.UnitTests.Curves;

public sealed class ThreePieceFitTests
{
    private static readonly int[] Levels = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50, 100];

    [Theory]
    [InlineData(3, 0.1, 24, 0.9)]
    [InlineData(12, 110.0, 32, 28.0)]
    [InlineData(1, 0.0, 100, 1.0)]
    public void Of_ThreePieces_RecoversThem(int until, double before, int from, double after)
    {
        var truth = new ThreePieceFit(until, before, from, after, 0);

        var fit = ThreePieceFit.Of(Levels, [.. Levels.Select(level => truth.At(level))]);

        Assert.Equal((until, from), (fit.FlatUntilSteps, fit.FlatFromSteps));
        Assert.Equal(before, fit.ValueBefore, 1e-9);
        Assert.Equal(after, fit.ValueAfter, 1e-9);
        Assert.Equal(0, fit.RmsResidual, 1e-9);
    }

    [Fact]
    public void At_ThePublishedShape_IsFlatThenLinearThenFlat()
    {
        var fit = new ThreePieceFit(60, 110, 170, 28, 0);

        Assert.Equal([110, 110, 69, 28, 28], ((double[])[1, 60, 115, 170, 400]).Select(fit.At));
    }

    [Fact]
    public void Of_NoisyValues_NoBreakpointsAndValuesFitBetter()
    {
        var random = new Random(21);
        int[] levels = [1, 2, 4, 6, 9, 12];
        for (var round = 0; round < 20; round++)
        {
            double[] values = [.. levels.Select(level => Math.Min(1, level / 8.0) + (0.3 * random.NextDouble()))];
            var fit = ThreePieceFit.Of(levels, values);

            Assert.Equal(Rms(fit, levels, values), fit.RmsResidual, 1e-12);
            for (var draw = 0; draw < 5000; draw++)
            {
                var until = random.Next(1, 12);
                var other = new ThreePieceFit(until, random.NextDouble() * 1.5, random.Next(until + 1, 13), random.NextDouble() * 1.5, 0);
                Assert.True(fit.RmsResidual <= Rms(other, levels, values) + 1e-12, $"{other} fits better than {fit}.");
            }

            // Nudging the values at the found breakpoints must not help either.
            foreach (var (before, after) in ((double, double)[])[(1e-4, 0), (-1e-4, 0), (0, 1e-4), (0, -1e-4)])
            {
                var nudged = fit with { ValueBefore = fit.ValueBefore + before, ValueAfter = fit.ValueAfter + after };
                Assert.True(fit.RmsResidual <= Rms(nudged, levels, values));
            }
        }
    }

    [Fact]
    public void Of_OneLevel_IsConstant()
    {
        var fit = ThreePieceFit.Of([1], [0.7]);

        Assert.Equal((0.7, 0.7, 0.0), (fit.At(1), fit.At(9), fit.RmsResidual));
    }

    [Fact]
    public void Of_EqualValues_IsConstant()
    {
        var fit = ThreePieceFit.Of([1, 4, 9], [2, 2, 2]);

        Assert.Equal(2, fit.At(1), 1e-12);
        Assert.Equal(2, fit.At(9), 1e-12);
    }

    [Fact]
    public void Of_LengthsThatDiffer_AreRefused() => Assert.Throws<ArgumentException>(() => ThreePieceFit.Of([1, 2], [1]));

    private static double Rms(ThreePieceFit fit, int[] levels, double[] values) =>
        Math.Sqrt(levels.Select((level, i) => Math.Pow(fit.At(level) - values[i], 2)).Average());
}

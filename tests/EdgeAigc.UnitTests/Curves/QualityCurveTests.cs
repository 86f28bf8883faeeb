using EdgeAigc.Core.Curves;

namespace EdgeAigc.UnitTests.Curves;

public sealed class QualityCurveTests
{
    [Fact]
    public void FromScores_RandomScores_IsMonotoneFromZeroToOneAtTheReference()
    {
        var random = new Random(8);
        int[] levels = [1, 2, 4, 8, 50];
        for (var round = 0; round < 500; round++)
        {
            double[] scores = [.. levels.Select(_ => random.NextDouble() - 0.2)];
            scores[^1] = 1;
            var curve = QualityCurve.FromScores(levels, scores);

            Assert.Equal(scores, curve.Points.Select(point => point.Score));
            Assert.Equal(1, curve.Points[^1].Quality);
            var along = Enumerable.Range(0, 121).Select(i => curve.At(i / 2.0)).ToList();
            Assert.Equal(along.Order(), along);
            Assert.All(along, quality => Assert.InRange(quality, 0, 1));
            Assert.All(curve.Points, point => Assert.Equal(point.Quality, curve.At(point.Steps), 1e-12));
        }
    }

    [Fact]
    public void FromScores_FallingPair_IsPooledAndAllIsNormalised()
    {
        var curve = QualityCurve.FromScores([1, 2, 4, 8], [0.4, 0.9, 0.7, 2]);

        Assert.Equal([0.2, 0.4, 0.4, 1], curve.Points.Select(point => Math.Round(point.Quality, 12)));
        Assert.Equal(8, curve.ReferenceSteps);
    }

    [Fact]
    public void At_BetweenBelowAndBeyondTheLevels_IsStraight()
    {
        var curve = QualityCurve.FromScores([2, 4, 8], [0.4, 0.6, 1]);

        Assert.Equal(0, curve.At(0));
        Assert.Equal(0.2, curve.At(1), 1e-12);
        Assert.Equal(0.5, curve.At(3), 1e-12);
        Assert.Equal(0.9, curve.At(7), 1e-12);
        Assert.Equal(1, curve.At(1000));
    }

    [Fact]
    public void FromScores_OnlyTheReference_IsTheWholeCurve() => Assert.Equal(1, QualityCurve.FromScores([1], [0.3]).At(1));

    [Theory]
    [InlineData(new int[0], new double[0])]
    [InlineData(new[] { 1, 2 }, new[] { 1.0 })]
    [InlineData(new[] { 0, 2 }, new[] { 0.5, 1.0 })]
    [InlineData(new[] { 2, 2 }, new[] { 0.5, 1.0 })]
    [InlineData(new[] { 1, 2 }, new[] { double.NaN, 1.0 })]
    [InlineData(new[] { 1, 2 }, new[] { 0.5, -1.0 })]
    public void FromScores_ScoresThatMakeNoCurve_AreRefused(int[] levels, double[] scores) =>
        Assert.Throws<ArgumentException>(() => QualityCurve.FromScores(levels, scores));
}

using EdgeAigc.Core.Curves;

namespace EdgeAigc.UnitTests.Curves;

public sealed class IsotonicRegressionTests
{
    [Fact]
    public void Fit_RandomSequences_IsTheBestOfAllPartitions()
    {
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            var length = random.Next(1, 8);
            // Few distinct values, so that ties happen.
            double[] values = [.. Enumerable.Range(0, length).Select(_ => (double)random.Next(6))];
            double[] weights = [.. Enumerable.Range(0, length).Select(_ => random.Next(1, 5) / 2.0)];

            var fit = IsotonicRegression.Fit(values, weights);

            Assert.Equal(length, fit.Length);
            Assert.Equal(fit.Order(), fit);
            Assert.Equal(LeastByPartitions(values, weights), Error(values, weights, fit), 1e-9);
        }
    }

    [Fact]
    public void Fit_MonotoneSequence_StaysAsItIs() => Assert.Equal([0.1, 0.1, 0.4, 2], IsotonicRegression.Fit([0.1, 0.1, 0.4, 2]));

    [Fact]
    public void Fit_FallingSequence_BecomesItsWeightedMean() => Assert.Equal([2.5, 2.5], IsotonicRegression.Fit([4, 1], [1, 1]));

    [Fact]
    public void Fit_HandComputedWeights_PoolsTheViolators() =>
        Assert.Equal([1, 3.5, 3.5, 5], IsotonicRegression.Fit([1, 5, 3, 5], [1, 1, 3, 1]));

    [Fact]
    public void Fit_NoValues_GivesNone() => Assert.Empty(IsotonicRegression.Fit([]));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Fit_WeightThatIsNotPositive_IsRefused(double weight) =>
        Assert.Throws<ArgumentException>(() => IsotonicRegression.Fit([1, 2], [1, weight]));

    // The optimum is constant on the blocks of some partition into runs, at their weighted means; all partitions are tried.
    private static double LeastByPartitions(double[] values, double[] weights)
    {
        var least = double.PositiveInfinity;
        for (var cuts = 0; cuts < 1 << (values.Length - 1); cuts++)
        {
            var fit = new double[values.Length];
            for (int start = 0, i = 0; i < values.Length; i++)
            {
                if (i < values.Length - 1 && (cuts & (1 << i)) == 0)
                    continue;
                var block = Enumerable.Range(start, i + 1 - start).ToList();
                Array.Fill(fit, block.Sum(j => values[j] * weights[j]) / block.Sum(j => weights[j]), start, block.Count);
                start = i + 1;
            }

            if (fit.Zip(fit.Skip(1)).All(pair => pair.First <= pair.Second))
                least = Math.Min(least, Error(values, weights, fit));
        }

        return least;
    }

    private static double Error(double[] values, double[] weights, double[] fit) =>
        values.Select((value, i) => weights[i] * Math.Pow(value - fit[i], 2)).Sum();
}

using EdgeAigc.Core.Workload;

namespace EdgeAigc.UnitTests.Workload;

public sealed class DemandForecastTests
{
    [Theory]
    [InlineData(0.4, 100, 30)]
    [InlineData(3, 60, 30)]
    [InlineData(50, 20, 300)]
    public void Quantile_GammaRate_IsThatOfTheSummedNegativeBinomial(double shape, double seconds, double period)
    {
        var forecast = new DemandForecast(shape, seconds);
        foreach (var probability in new[] { 0.05, 0.5, 0.9, 0.999 })
        {
            // P(k + 1) / P(k) = (shape + k) / (k + 1) · period / (seconds + period).
            var (count, term) = (0, Math.Pow(seconds / (seconds + period), shape));
            for (var sum = term; sum < probability; sum += term)
                term *= (shape + count) / (++count) * (period / (seconds + period));
            Assert.Equal(count, forecast.Quantile(probability, period));
        }
    }

    [Fact]
    public void Fit_CountsOfOneGamma_FindsItsParameters()
    {
        var random = new Random(2);
        (double, double)[] seen = [.. Enumerable.Range(0, 4000).Select(_ =>
        {
            var seconds = 50 + (100 * random.NextDouble());
            var rate = MathNet.Numerics.Distributions.Gamma.Sample(random, 3, 3 / 0.2);
            return ((double)MathNet.Numerics.Distributions.Poisson.Sample(random, rate * seconds), seconds);
        })];
        var prior = GammaPrior.Fit(seen);
        Assert.Equal(0.2, prior.Mean, 0.01);
        Assert.Equal(3, prior.Shape, 0.3);
    }

    [Fact]
    public void Fit_EqualRates_IsAsStrongAsAllowed() =>
        Assert.Equal(100, GammaPrior.Fit([.. Enumerable.Repeat((20.0, 100.0), 10)]).Shape);

    [Fact]
    public void Pinball_OverAllGuesses_IsLeastAtTheQuantile()
    {
        double[] outcomes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        var best = Enumerable.Range(0, 12).MinBy(guess => outcomes.Sum(y => PinballLoss.Of(0.85, guess, y)));
        Assert.Equal(9, best);
    }
}

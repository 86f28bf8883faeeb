using EdgeAigc.Training.Optimization;

namespace EdgeAigc.Training.Tests.Optimization;

public sealed class LearningRateTests
{
    [Fact]
    public void At_WholeRun_RisesToThePeakAndFallsToAHundredth()
    {
        var rates = Enumerable.Range(0, 1000).Select(step => LearningRate.At(step, 1000, 100, 2.0)).ToArray();

        Assert.Equal(0.02, rates[0], 6);
        Assert.Equal(2.0, rates[99], 6);
        Assert.Equal(2.0, rates.Max(), 6);
        Assert.Equal(rates[99..].OrderDescending(), rates[99..]);
        Assert.InRange(rates[^1], 0.02, 0.0201);
    }
}

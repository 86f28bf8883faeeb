using EdgeAigc.Simulation.Cluster.Results;

namespace EdgeAigc.UnitTests.Simulation.Cluster;

public sealed class LogHistogramTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(1)]
    public void Quantile_RandomValues_IsRightToOnePercent(double probability)
    {
        var (random, histogram) = (new Random(1), new LogHistogram());
        var values = Enumerable.Range(0, 5000).Select(_ => Math.Exp((6 * random.NextDouble()) - 3)).ToArray();
        foreach (var value in values)
            histogram.Add(value);
        var exact = values.Order().ElementAt((int)Math.Ceiling(probability * values.Length) - 1);
        Assert.InRange(histogram.Quantile(probability) / exact, 0.99, 1.01);
    }
}

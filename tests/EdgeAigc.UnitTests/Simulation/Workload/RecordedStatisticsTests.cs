using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.UnitTests.Simulation.Workload;

/// <summary>The generator against what is known of the recorded service: 48.5 requests an hour, variation 12, Zipf 1.43, one third of an hour's models new,
/// 3, 8 and 24 models for 50, 80 and 95 % of the requests, two modes of load times.</summary>
public sealed class RecordedStatisticsTests
{
    private const double Hour = 3600;

    private static readonly ClusterRequest[][] Runs = [.. Enumerable.Range(1, 16).Select(seed => new RecordedStatistics { Nodes = 4 }.Create(seed).ToArray())];

    [Fact]
    public void Create_MeanRate_IsRecorded() => Assert.InRange(Mean(run => run.Length / (16.0 * 24)), 46, 51);

    [Fact]
    public void Create_Gaps_VaryAsRecorded() => Assert.InRange(Mean(Variation), 10.5, 13.5);

    [Fact]
    public void Create_BusiestHour_IsFarAboveTheMean() => Assert.InRange(Mean(run => run.CountBy(HourOf).Max(pair => pair.Value) / 48.5), 6, 13);

    [Fact]
    public void Create_Popularity_IsZipf() => Assert.InRange(Mean(Exponent), 1.35, 1.51);

    [Theory]
    [InlineData(3, 0.5)]
    [InlineData(8, 0.8)]
    [InlineData(24, 0.95)]
    public void Create_FewModels_CarryMostRequests(int models, double part) =>
        Assert.InRange(Mean(run => run.CountBy(request => request.Model).Select(pair => pair.Value).OrderDescending().Take(models).Sum() / (double)run.Length), part - 0.1, part + 0.1);

    [Fact]
    public void Create_AnHoursModels_AreOneThirdNew() => Assert.InRange(Mean(NewModels), 0.28, 0.38);

    [Fact]
    public void Models_LoadTimes_HaveTheTwoRecordedModes()
    {
        var models = SyntheticFleet.Models(Enumerable.Range(0, 87).Select(model => $"m{model}"), 1);
        Assert.All(models, model => Assert.InRange(model.LoadSeconds.Disk, 2.5, 3.2));
        Assert.All(models, model => Assert.InRange(model.LoadSeconds.Origin, 31, 39));
        Assert.InRange(models.Average(model => model.LoadSeconds.Disk), 2.7, 2.9);
        Assert.InRange(models.Average(model => model.LoadSeconds.Origin), 33.7, 35.7);
    }

    [Fact]
    public void Create_Compression_OnlyShortensTime()
    {
        var fast = new RecordedStatistics { Nodes = 4, Compression = 60 }.Create(1).ToArray();
        Assert.Equal(Runs[0].Select(request => (request.Node, request.Model, request.Tenant)), fast.Select(request => (request.Node, request.Model, request.Tenant)));
        Assert.All(Runs[0].Zip(fast), pair => Assert.Equal(pair.First.Time / 60, pair.Second.Time, 6));
    }

    [Fact]
    public void Create_Times_Ascend() => Assert.All(Runs, run => Assert.Equal(run.Select(request => request.Time).Order(), run.Select(request => request.Time)));

    private static double Mean(Func<ClusterRequest[], double> statistic) => Runs.Average(statistic);

    private static int HourOf(ClusterRequest request) => (int)(request.Time / Hour);

    private static double Variation(ClusterRequest[] run)
    {
        var gaps = run.Skip(1).Zip(run, (later, earlier) => later.Time - earlier.Time).ToArray();
        var mean = gaps.Average();
        return Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean;
    }

    /// <summary>Maximum likelihood over the models that were asked for.</summary>
    private static double Exponent(ClusterRequest[] run)
    {
        var counts = run.CountBy(request => request.Model).Select(pair => pair.Value).OrderDescending().ToArray();
        double Likelihood(double exponent)
        {
            var zipf = new ZipfTable(counts.Length, exponent);
            return counts.Select((count, rank) => count * Math.Log(zipf.Probability(rank))).Sum();
        }

        return Enumerable.Range(50, 200).Select(hundredth => hundredth / 100.0).MaxBy(Likelihood);
    }

    /// <summary>Part of an hour's models that the hour before did not have, over hours that follow a busy one.</summary>
    private static double NewModels(ClusterRequest[] run)
    {
        var hours = run.GroupBy(HourOf).ToDictionary(hour => hour.Key, hour => hour.Select(request => request.Model).ToHashSet());
        return hours.Where(hour => hours.ContainsKey(hour.Key - 1)).Average(hour => hour.Value.Count(model => !hours[hour.Key - 1].Contains(model)) / (double)hour.Value.Count);
    }
}

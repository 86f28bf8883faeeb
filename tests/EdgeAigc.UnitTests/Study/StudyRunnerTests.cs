using EdgeAigc.Experiments.Study;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.UnitTests.Study;

public sealed class StudyRunnerTests : IDisposable
{
    private const int Rows = 3 * 5 * 2;

    private static readonly string[] Times = ["slot_us", "frame_us"];

    private readonly StudyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_WhateverTheNumberOfJobs_GivesTheSameFile()
    {
        Run("one", jobs: 1);
        Run("many", jobs: 8);

        Assert.Equal(WithoutTimes("one"), WithoutTimes("many"));
        Assert.Equal(1 + Rows, WithoutTimes("one").Length);
    }

    [Fact]
    public void Run_StoppedInTheMiddle_GoesOnAndEndsTheSame()
    {
        using var stop = new CancellationTokenSource();
        Run("whole");
        Assert.ThrowsAny<OperationCanceledException>(() => Runner("stopped").Run(1, false, (_, done, _) =>
        {
            if (done == 7)
                stop.Cancel();
        }, stop.Token));
        var results = new ResultsFile(_folder.File("stopped.csv"));
        Assert.Equal(7, results.Read().Count);
        // Killed while it wrote: the end of a line is missing.
        File.AppendAllText(results.Path, "rcars,2,ti");

        List<RowKey> ran = [];
        Runner("stopped").Run(2, false, (key, _, all) =>
        {
            Assert.Equal(Rows - 7, all);
            ran.Add(key);
        }, TestContext.Current.CancellationToken);

        Assert.Equal(Rows - 7, ran.Distinct().Count());
        Assert.Equal(WithoutTimes("whole"), WithoutTimes("stopped"));
    }

    [Fact]
    public void Run_Again_RunsNothingAndChangesNothing()
    {
        Run("again");
        var before = File.ReadAllText(_folder.File("again.csv"));

        Runner("again").Run(2, false, (key, _, _) => Assert.Fail($"{key} was run again."), TestContext.Current.CancellationToken);

        Assert.Equal(before, File.ReadAllText(_folder.File("again.csv")));
    }

    [Fact]
    public void Run_WithOneMoreSeed_RunsThatSeedOnly()
    {
        Run("more");
        List<RowKey> ran = [];

        Runner("more", TinyStudies.Text(seeds: "[1, 2, 5]")).Run(1, false, (key, _, _) => ran.Add(key), TestContext.Current.CancellationToken);

        Assert.Equal(Rows / 2, ran.Count);
        Assert.All(ran, key => Assert.Equal(5, key.Seed));
    }

    [Fact]
    public void Run_OfAChangedStudy_IsRefusedUntilAskedToReplace()
    {
        Run("changed");
        var runner = Runner("changed", TinyStudies.Text(frames: "4"));

        var fault = Assert.Throws<StudyFileException>(() => runner.Run(1, false, (_, _, _) => { }, TestContext.Current.CancellationToken));
        Assert.Contains($"{Rows} of {Rows} rows are of another study", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--replace", fault.Message, StringComparison.Ordinal);

        List<RowKey> ran = [];
        runner.Run(1, true, (key, _, _) => ran.Add(key), TestContext.Current.CancellationToken);
        Assert.Equal(Rows, ran.Count);
    }

    [Fact]
    public void Rows_AreOfCommonArrivals_AndNobodyBeatsTheOracle()
    {
        var rows = Run("rows");

        Assert.All(rows, row => Assert.True(row.Regret >= 0 && row.Outcome.CertifiedGap >= -1e-9, RowFormat.Write(row)));
        Assert.All(rows.Where(row => row.Key.Policy == "oracle"), row => Assert.Equal(0, row.Regret));
        Assert.All(rows.Where(row => row.Key.Policy is "oracle" or "market" or "gdsf+exact"), row => Assert.Equal(0.0, row.Outcome.CertifiedGap!.Value, 1e-9));
        Assert.Contains(rows, row => row.Key.Policy == "rcars" && row.Outcome.CertifiedGap > 0);
        // Same caches and arrivals, other stage two: the hit ratio is the same for lru with whatever allocation.
        Assert.All(rows, row => Assert.Equal(1 - row.Outcome.HitRatio, row.Outcome.CloudShare, 1e-4));
    }

    [Fact]
    public void Run_WithoutWeights_SaysSoInTheRowAndTriesAgain()
    {
        var text = TinyStudies.Text().Replace("gdsf+exact", "t2drl", StringComparison.Ordinal) + "\nweights: none";
        var rows = Runner("learned", text).Run(2, false, (_, _, _) => { }, TestContext.Current.CancellationToken);

        var without = rows.Where(row => !row.HasRun).ToArray();
        Assert.Equal(Rows / 5, without.Length);
        Assert.All(without, row => Assert.Contains($"tiny-{(row.Key.Sweep.Length > 0 ? $"{row.Key.Sweep}-{row.Key.Value}-" : "")}t2drl-{row.Key.Seed}", row.Outcome.NotApplicable, StringComparison.Ordinal));
        Assert.Contains(",not-applicable,,,", File.ReadAllText(_folder.File("learned.csv")), StringComparison.Ordinal);

        var again = 0;
        Runner("learned", text).Run(2, false, (_, _, _) => again++, TestContext.Current.CancellationToken);
        Assert.Equal(Rows / 5, again);
    }

    [Fact]
    public void File_OfSomethingElse_IsRefused()
    {
        File.WriteAllText(_folder.File("other.csv"), "a,b\n1,2\n");
        Assert.Contains("--out", Assert.Throws<StudyFileException>(() => new ResultsFile(_folder.File("other.csv")).Read()).Message, StringComparison.Ordinal);

        File.WriteAllText(_folder.File("other.csv"), RowFormat.Header + "\na,b\n");
        Assert.Contains("line 2", Assert.Throws<StudyFileException>(() => new ResultsFile(_folder.File("other.csv")).Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_WrittenAndRead_IsTheSame()
    {
        var done = new StudyRow(new("a+b", 3, "paper", "users*cache", "2*5"), "abc", new()
        {
            Utility = -0.25,
            CertifiedGap = 0.5,
            DelayMeanSeconds = 1.5,
            DelayP95Seconds = 2.5,
            Quality = 0.75,
            HitRatio = 0.5,
            CloudShare = 0.25,
            RejectRatio = 0.125,
            LoadedGigabytesPerFrame = 3,
            SlotMicroseconds = 4.25,
            FrameMicroseconds = 5.5,
            Repairs = 6,
            WeightKilobytes = 7,
            TrainSeconds = 8.5,
            TrainPeakMegabytes = 9,
            TrainedAt = "base",
        })
        { Regret = 0.0625 };
        var not = new StudyRow(new("t2drl", 3, "paper", "", ""), "abc", new() { NotApplicable = "no \"weights\", no row" });

        Assert.Equal(done, RowFormat.Read(RowFormat.Write(done)));
        Assert.Equal(not with { Outcome = new() { NotApplicable = "no 'weights'; no row" } }, RowFormat.Read(RowFormat.Write(not)));
    }

    private IReadOnlyList<StudyRow> Run(string name, int jobs = 2) => Runner(name).Run(jobs, false, (_, _, _) => { }, TestContext.Current.CancellationToken);

    private StudyRunner Runner(string name, string? text = null) =>
        new(TinyStudies.Parse(text ?? TinyStudies.Text(), _folder.File("study.yaml")), TinyStudies.Kind, new(_folder.File($"{name}.csv")), TimeProvider.System);

    private string[] WithoutTimes(string name)
    {
        var lines = File.ReadAllLines(_folder.File($"{name}.csv")).Select(line => line.Split(',')).ToArray();
        var times = Times.Select(time => Array.IndexOf(lines[0], time)).ToArray();
        Assert.DoesNotContain(-1, times);
        return [.. lines.Select(line => string.Join(',', line.Where((_, column) => !times.Contains(column))))];
    }
}

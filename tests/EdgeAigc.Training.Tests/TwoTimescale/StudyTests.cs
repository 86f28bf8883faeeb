using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Study;
using EdgeAigc.Training.Tests.Stages;
using EdgeAigc.Training.TwoTimescale.Study;

namespace EdgeAigc.Training.Tests.TwoTimescale;

public sealed class StudyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Study_ComparesEveryPolicyOnTheSameSeedsAndNoneBeatsTheOracle()
    {
        var settings = new StudySettings
        {
            Scenarios = [ScenarioPresets.Contended],
            Seeds = 2,
            Frames = 4,
            WarmUpFrames = 2,
            Episodes = 1,
            TrainingFrames = 12,
            TrainingWarmUpSlots = 100,
            Work = _folder.Path,
        };
        var study = new StudyRun(settings, new SilentReport(), TimeProvider.System);

        var rows = study.Run(TestContext.Current.CancellationToken);

        var policies = rows.Select(row => row.Policy).Distinct().ToArray();
        Assert.Superset(
            new HashSet<string>(["oracle", "market", "t2drl", "t2drl-ddpg", "t2drl-set", "schrs", "rcars", "lru", "lfu", "popular+exact"]), new HashSet<string>(policies));
        Assert.Equal(2 * policies.Length, rows.Count);
        Assert.All(rows, row => Assert.True(row.RegretToOracle >= (row.Policy == "oracle" ? 0 : 1e-9), row.ToLine()));
        Assert.All(rows, row => Assert.Equal(StudyRow.Header.Split(',').Length, row.ToLine().Split(',').Length));
        Assert.All(rows, row => Assert.Equal(row.Policy.Contains("t2drl", StringComparison.Ordinal), row.TrainSeconds > 0));

        var page = StudyReport.Write(settings, rows, study.Folder);
        Assert.All(policies, name => Assert.Contains($"<td>{name}<td>", page, StringComparison.Ordinal));
        Assert.Equal(3, page.Split("<svg").Length - 1);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }
}

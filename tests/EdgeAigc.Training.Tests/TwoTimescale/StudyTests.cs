using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.Study;
using EdgeAigc.Simulation.Study.Paper;
using EdgeAigc.Training.Tests.Stages;
using EdgeAigc.Training.TwoTimescale.Study;

namespace EdgeAigc.Training.Tests.TwoTimescale;

public sealed class StudyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PaperKind _kind = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Trainings_AreThoseWhereWeightsOfTheScenarioDoNotFit()
    {
        var study = Read("users: [10, 2], cache: [21], bandwidth: [2]", "[t2drl, market+t2drl-set, market]");

        var trainings = StudyTraining.Of(study, StudyPoint.All(study, _kind));

        Assert.Equal(
            ["contended-t2drl-1", "contended-t2drl-2", "contended-t2drl-set-1", "contended-t2drl-set-2", "contended-users-2-t2drl-1", "contended-users-2-t2drl-2", "contended-users-2-t2drl-set-1", "contended-users-2-t2drl-set-2"],
            trainings.Select(training => Path.GetFileName(training.Folder)).Where(name => !name.Contains("cache", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains(trainings, training => training.Point.Id == "contended-cache-21");
        Assert.Empty(StudyTraining.Of(Read("users: [2]", "[market, lru]"), []));
    }

    [Fact]
    public void TrainedPolicies_RunWithoutTheTrainer_AndTrainingsAreMadeOnce()
    {
        var study = Read("users: [2], bandwidth: [2]", "[market, t2drl, t2drl-ddpg, t2drl-set]");
        var points = StudyPoint.All(study, _kind);
        StudyTraining[] trainings = [.. StudyTraining.Of(study, points).Where(training => training.Seed == 1)];
        Train(trainings, new SilentReport());
        Train(trainings, new SilentReport((_, _) => Assert.Fail("It is trained already.")));

        foreach (var (point, at) in points.Zip((string[])["here", "here", "base"]))
        {
            var run = _kind.Open(study, point);
            foreach (var policy in TrainedMethod.Names)
            {
                var outcome = run.Run(policy, 1, TimeProvider.System);
                Assert.Null(outcome.NotApplicable);
                Assert.Equal((at, 0), (outcome.TrainedAt, outcome.Repairs));
                Assert.True(outcome.TrainSeconds > 0 && outcome.WeightKilobytes > 1 && outcome.CertifiedGap > 0);
                Assert.NotNull(run.Run(policy, 2, TimeProvider.System).NotApplicable);
                Assert.NotEqual(run.Inputs(policy, 1), run.Inputs(policy, 2));
            }
        }

        var curves = _kind.Curves(study with { Seeds = [1] }).ToArray();
        Assert.Equal(2, curves.Length);
        Assert.All(curves, curve => Assert.Equal(TrainedMethod.Names, curve.Lines.Select(line => line.Policy)));
        Assert.Empty(_kind.Curves(study));
    }

    private static void Train(StudyTraining[] trainings, SilentReport report) =>
        new StudyTrainings(trainings, settings => settings with { Episodes = 1, Frames = 12, WarmUpSlots = 100 }, report, TimeProvider.System).Run(TestContext.Current.CancellationToken);

    private StudyFile Read(string sweeps, string policies) => StudyFileReader.Parse(
        $$"""
        scenarios: [{ preset: contended, sweeps: { {{sweeps}} } }]
        policies: {{policies}}
        seeds: [1, 2]
        frames: 4
        warmUpFrames: 2
        weights: weights
        """,
        _folder.File("study.yaml"), [_kind]);
}

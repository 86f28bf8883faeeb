using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.Tests.Stages;
using EdgeAigc.Training.TwoTimescale;

namespace EdgeAigc.Training.Tests.TwoTimescale;

public sealed class TrainingRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MethodSettings.Diffusion)]
    [InlineData(MethodSettings.Shared)]
    public void Run_InterruptedAndResumed_GivesTheWeightsOfAnUninterruptedRun(string method)
    {
        var settings = Short(method);
        Run("whole", settings, new SilentReport(), TestContext.Current.CancellationToken);
        foreach (var (stage, stop) in (ReadOnlySpan<(string, int)>)[("slots", 2), ("frames", 110)])
        {
            using var interruption = new CancellationTokenSource();
            var report = new SilentReport((name, step) =>
            {
                if (name == stage && step == stop)
                    interruption.Cancel();
            });
            Assert.Throws<OperationCanceledException>(() => Run("resumed", settings, report, interruption.Token));
        }

        Run("resumed", settings, new SilentReport(), TestContext.Current.CancellationToken);

        foreach (var file in (string[])[TrainedMethod.SlotPolicy, TrainedMethod.FramePolicy, "slot-curve.csv", "frame-curve.csv"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder.File("whole"), file)), File.ReadAllBytes(Path.Combine(_folder.File("resumed"), file)));
    }

    [Fact]
    public void Run_OtherSeed_GivesOtherWeightsAndAnotherFolder()
    {
        Run("one", Short(MethodSettings.Shared), new SilentReport(), TestContext.Current.CancellationToken);

        Assert.Throws<InvalidOperationException>(() => Run("one", Short(MethodSettings.Shared) with { Seed = 2 }, new SilentReport(), TestContext.Current.CancellationToken));
        Run("two", Short(MethodSettings.Shared) with { Seed = 2 }, new SilentReport(), TestContext.Current.CancellationToken);

        Assert.NotEqual(
            PolicyWeights.Load(Path.Combine(_folder.File("one"), TrainedMethod.SlotPolicy)).Tensors["head.0.weight"].Values,
            PolicyWeights.Load(Path.Combine(_folder.File("two"), TrainedMethod.SlotPolicy)).Tensors["head.0.weight"].Values);
    }

    [Fact]
    public void Run_FewEpisodes_LearnsToBeatEqualShares()
    {
        var settings = Short(MethodSettings.Shared) with { Episodes = 12, WarmUpSlots = 400, Frames = 1 };
        Run("learn", settings, new SilentReport(), TestContext.Current.CancellationToken);

        var gains = LearningCurve.ReadGains(Path.Combine(_folder.File("learn"), "slot-curve.csv"));

        Assert.Equal(16, gains.Length);
        Assert.True(gains[..4].Max() < 0, "Random actions are worse than equal shares.");
        Assert.True(gains[^3..].Average() > 0, $"After 12 episodes the gain over equal shares is {gains[^3..].Average()}.");
    }

    private static MethodSettings Short(string method) =>
        Methods.Settings(ScenarioPresets.Paper, method, 1) with { Episodes = 2, WarmUpSlots = 100, Frames = 130, FrameUpdates = 1 };

    private void Run(string folder, MethodSettings settings, SilentReport report, CancellationToken token) =>
        new TrainingRun(ScenarioPresets.Paper, new(), settings, _folder.File(folder), report, TimeProvider.System).Run(token);
}

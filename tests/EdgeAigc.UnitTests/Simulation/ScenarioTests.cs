using System.Text.Json;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Policies;

namespace EdgeAigc.UnitTests.Simulation;

public sealed class ScenarioTests
{
    // One user, one model: everything can be computed by hand.
    private static Scenario Single(double switchCost = 0) => new(new()
    {
        Users = 1,
        ModelGigabytes = [2],
        CacheGigabytes = 2,
        SlotsPerFrame = 1,
        QualityCurves = [[0, 0.5, 1]],
        StepSeconds = 3,
        StepSecondsSpread = 0,
        BaseSeconds = 1,
        BaseSecondsSpread = 0,
        UplinkWatts = 1,
        DownlinkWatts = 1,
        UplinkHertz = 10,
        DownlinkHertz = 10,
        BackhaulMegabitsPerSecond = 1e-6,
        CloudSeconds = 5,
        DelayWeight = 0.25,
        ReferenceSeconds = 100,
        SwitchCostPerGigabyte = switchCost,
    });

    // Gain 10 Hz/W at 1 W over 10 Hz: a signal as strong as the noise, so 1 bit per second and hertz.
    private static readonly Slot Request = new([0], [10], [20], [40]);

    [Fact]
    public void Evaluate_AtTheEdge_IsTheFormula()
    {
        var outcome = new SlotOutcome(Single());

        var reward = outcome.Evaluate(Request, new(1), [1], [1]);

        Assert.Equal(2 + 4 + 1 + 3, outcome.Delays[0], 1e-12);
        Assert.Equal(0.5, outcome.Losses[0]);
        Assert.Equal(-((0.25 * 10 / 100) + (0.75 * 0.5)), reward, 1e-12);
    }

    [Fact]
    public void Evaluate_InTheCloud_AddsBackhaulAndCloudAndGivesFullQuality()
    {
        var outcome = new SlotOutcome(Single());

        outcome.Evaluate(Request, new(0), [0], [1]);

        // Radio 6, base 1, two steps of 3, the cloud's 5, 60 bits over 1 bit/s.
        Assert.Equal(6 + 1 + 6 + 5 + 60, outcome.Delays[0], 1e-9);
        Assert.Equal(0, outcome.Losses[0]);
    }

    [Theory]
    [InlineData(3, 1, "3 steps")]
    [InlineData(-1, 1, "-1 steps")]
    [InlineData(0, 1.1, "1.1")]
    [InlineData(0, 0.001, "0.001")]
    [InlineData(0, double.NaN, "NaN")]
    public void Evaluate_BrokenLimit_IsRefused(int steps, double share, string named)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new SlotOutcome(Single()).Evaluate(Request, new(1), [steps], [share]));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_StepsForAModelThatIsNotCached_AreRefused() =>
        Assert.Throws<InvalidOperationException>(() => new SlotOutcome(Single()).Evaluate(Request, new(0), [1], [1]));

    [Fact]
    public void Run_LoadsCostOnceAndWarmUpIsNotCounted()
    {
        var scenario = Single(switchCost: 0.5);
        var frames = Enumerable.Repeat(new Frame(0, [1], [Request]), 3).ToArray();
        var (always, equal) = (new FixedCache(new(1)), new EqualShares(scenario));

        var all = ScenarioRun.Run(scenario, frames, 0, always, equal, TimeProvider.System);
        var counted = ScenarioRun.Run(scenario, frames, 1, always, equal, TimeProvider.System);

        Assert.Equal(1, all.FrameRewards[1] - all.FrameRewards[0], 1e-12);
        Assert.Equal(2, all.LoadedGigabytes);
        Assert.Equal(all.FrameRewards[1..], counted.FrameRewards);
        Assert.Equal(0, counted.LoadedGigabytes);
        Assert.Equal(1, counted.HitRatio);
    }

    [Theory]
    [InlineData(ScenarioPresets.Paper)]
    [InlineData(ScenarioPresets.Contended)]
    public void Baselines_KeepEveryLimit(string preset)
    {
        var scenario = new Scenario(ScenarioPresets.Load(preset));
        var frames = TraceGenerator.Frames(scenario, 9, 4);
        ICachePolicy[] caching = [new RandomCache(scenario, 1), FixedCache.Popular(scenario), .. ReactiveCache.Names.Select(name => new ReactiveCache(scenario, name))];
        ISlotPolicy[] allocation = [new EqualShares(scenario), new FixedSteps(scenario), new GeneticSearch(scenario, 1, 8, 3)];
        // The run refuses what breaks a limit.
        Assert.All(caching, cache => Assert.All(allocation, policy =>
            Assert.Equal(4, ScenarioRun.Run(scenario, frames, 0, cache, policy, TimeProvider.System).FrameRewards.Length)));
    }

    [Fact]
    public void Options_FromJson_AreThoseWritten()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(ScenarioPresets.Load(ScenarioPresets.Contended)));
            Assert.Equivalent(ScenarioPresets.Load(ScenarioPresets.Contended), ScenarioPresets.Load(path));
            File.WriteAllText(path, """{ "userz": 3 }""");
            Assert.Contains("userz", Assert.Throws<InvalidDataException>(() => ScenarioPresets.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Options_OutOfRange_AreNamedTogether()
    {
        var fault = Assert.Throws<InvalidDataException>(() => new Scenario(new() { Users = 0, DelayWeight = 2 }));
        Assert.Contains("Users", fault.Message, StringComparison.Ordinal);
        Assert.Contains("DelayWeight", fault.Message, StringComparison.Ordinal);
        Assert.Contains("FlatUntilSteps", Assert.Throws<InvalidDataException>(() => new Scenario(new() { FlatUntilSteps = 200 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preset_Unknown_NamesThosethatAreThere() =>
        Assert.Contains("paper, contended", Assert.Throws<InvalidDataException>(() => ScenarioPresets.Load("x")).Message, StringComparison.Ordinal);
}

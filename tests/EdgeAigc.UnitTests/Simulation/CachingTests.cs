using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Exact;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Policies;

namespace EdgeAigc.UnitTests.Simulation;

public sealed class CachingTests
{
    [Theory]
    [InlineData(ScenarioPresets.Paper)]
    [InlineData(ScenarioPresets.Contended)]
    public void CacheValues_DifferFromRewardsByTheRadioAlone(string preset)
    {
        var scenario = new Scenario(ScenarioPresets.Load(preset));
        var slot = Scenarios.RandomSlot(scenario, 4);
        var values = new double[scenario.FeasibleSets.Count];
        new CacheValues(scenario).Add(slot, 1, values);

        var exact = new ExactSlotPolicy(scenario);
        var radio = Scenarios.Evaluate(scenario, exact, slot, scenario.FeasibleSets[0]) - values[0];
        Assert.True(radio < 0);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal(Scenarios.Evaluate(scenario, exact, slot, scenario.FeasibleSets[i]) - radio, values[i], 1e-10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.005)]
    public void ClairvoyantCache_IsTheBestOfAllSequencesOfSets(double switchCost)
    {
        var scenario = Scenarios.Tiny(switchCost: switchCost);
        var exact = new ExactSlotPolicy(scenario);
        for (var seed = 0; seed < 5; seed++)
        {
            var frames = TraceGenerator.Frames(scenario, seed, 3);
            var sets = scenario.FeasibleSets;
            var best = double.NegativeInfinity;
            foreach (var a in sets)
            {
                foreach (var b in sets)
                {
                    foreach (var c in sets)
                        best = Math.Max(best, Run(scenario, frames, new Listed([a, b, c]), exact));
                }
            }

            Assert.Equal(best, Run(scenario, frames, new ClairvoyantCache(scenario, frames), exact), 1e-10);
        }
    }

    [Fact]
    public void ClairvoyantCache_WithWarmUp_IsTheBestOfWhatCounts()
    {
        var scenario = Scenarios.Tiny(switchCost: 0.05);
        var exact = new ExactSlotPolicy(scenario);
        var frames = TraceGenerator.Frames(scenario, 1, 3);
        double Counted(ICachePolicy caching) => ScenarioRun.Run(scenario, frames, 2, caching, exact, TimeProvider.System).Reward;

        var best = scenario.FeasibleSets.Max(set => Counted(new FixedCache(set)));

        Assert.Equal(best, Counted(new ClairvoyantCache(scenario, frames, 2)), 1e-10);
        Assert.True(best > Counted(new Listed([default, default, scenario.MaximalSets[0]])), "A load that counts costs.");
    }

    [Fact]
    public void FeasibleSets_FitAndMaximalSets_AreThoseWithoutRoom()
    {
        var scenario = Scenarios.Tiny();

        Assert.Equal([0u, 1, 2, 3, 4, 6], scenario.FeasibleSets.Select(set => set.Bits));
        Assert.Equal([3u, 6], scenario.MaximalSets.Select(set => set.Bits));
    }

    [Fact]
    public void ReactiveCache_Lru_DropsWhatWasAskedForTheLongestAgo()
    {
        var cache = new ReactiveCache(Scenarios.Tiny(), "lru");

        // 0 (3 GB) and 1 (2 GB) fit; 2 (4 GB) needs the room of 0, not of 1, which came later.
        Assert.Equal(0b011u, cache.Decide(new(0, [Ask(0, 1, 1)], default)).Bits);
        Assert.Equal(0b110u, cache.Decide(new(0, [Ask(1, 2, 2)], default)).Bits);
    }

    [Theory]
    [InlineData("lfu")]
    [InlineData("gdsf")]
    public void ReactiveCache_ByFrequency_DropsWhatWasAskedForTheFewestTimes(string policy)
    {
        var cache = new ReactiveCache(Scenarios.Tiny(), policy);

        Assert.Equal(0b011u, cache.Decide(new(0, [Ask(1, 1, 0)], default)).Bits);
        // 2 (4 GB) needs the room of 0, which has fewer uses and leaves enough beside the 2 GB of 1.
        Assert.Equal(0b110u, cache.Decide(new(0, [Ask(0, 1, 2)], default)).Bits);
    }

    [Fact]
    public void ReactiveCache_Gdsf_ForgetsWhatWasPopularLongAgo()
    {
        var scenario = new Scenario(new() { Users = 3, ModelGigabytes = [2, 2, 2], CacheGigabytes = 4 });
        Slot[] once = [Ask(1, 1, 1), Ask(1, 1, 1)];
        Slot[] since = [.. Enumerable.Range(0, 4).SelectMany(_ => (Slot[])[Ask(0, 0, 0), Ask(2, 2, 2)])];
        ModelSet After(string policy)
        {
            var cache = new ReactiveCache(scenario, policy);
            cache.Decide(new(0, once, default));
            return cache.Decide(new(0, since, default));
        }

        // 0 and 2 take turns and never stay, so lfu counts them anew each time and keeps 1; the age of gdsf passes it.
        Assert.Equal(0b110u, After("lfu").Bits);
        Assert.Equal(0b101u, After("gdsf").Bits);
    }

    // With one node there are no copies to count, and what is left of ModelMesh is its clock of last use.
    [Fact]
    public void ReactiveCache_ModelMeshOnOneNode_IsLru()
    {
        var scenario = new Scenario(ScenarioPresets.Load(ScenarioPresets.Contended));
        var frames = TraceGenerator.Frames(scenario, 3, 50);
        var (lru, mesh) = (new ReactiveCache(scenario, "lru"), new ReactiveCache(scenario, "modelmesh"));

        Assert.All(frames, frame => Assert.Equal(lru.Decide(new(0, frame.Slots, default)), mesh.Decide(new(0, frame.Slots, default))));
    }

    [Fact]
    public void ReactiveCache_EveryPolicy_FitsAndLoadsNothingLargerThanTheCache()
    {
        var options = ScenarioPresets.Load(ScenarioPresets.Paper);
        options.CacheGigabytes = 9;
        var scenario = new Scenario(options);
        var frames = TraceGenerator.Frames(scenario, 3, 50);
        Assert.All(ReactiveCache.Names, name =>
        {
            var cache = new ReactiveCache(scenario, name);
            Assert.All(frames, frame => Assert.True(cache.Decide(new(0, frame.Slots, default)) is var set && scenario.Fits(set) && !set.Contains(6)));
        });
    }

    [Fact]
    public void Popular_FillsInTheOrderOfTheModels() =>
        Assert.Equal(0b011u, FixedCache.Popular(Scenarios.Tiny()).Decide(new(0, [], default)).Bits);

    [Theory]
    [InlineData(ScenarioPresets.Paper)]
    [InlineData(ScenarioPresets.Contended)]
    public void PlannedCache_IsRepeatableAndNearTheClairvoyant(string preset)
    {
        var scenario = new Scenario(ScenarioPresets.Load(preset));
        var frames = TraceGenerator.Frames(scenario, 1001, 60);
        var exact = new ExactSlotPolicy(scenario);
        double Reward(ICachePolicy caching) => ScenarioRun.Run(scenario, frames, 20, caching, exact, TimeProvider.System).Reward;

        var planned = Reward(new PlannedCache(scenario, new()));

        Assert.Equal(planned, Reward(new PlannedCache(scenario, new())));
        var best = Reward(new ClairvoyantCache(scenario, frames));
        Assert.InRange(planned, best - (0.02 * Math.Abs(best)), best);
        Assert.True(planned > Reward(new RandomCache(scenario, 1)));
    }

    private static Slot Ask(params int[] models) => new(models, new double[models.Length], new double[models.Length], new double[models.Length]);

    private static double Run(Scenario scenario, Frame[] frames, ICachePolicy caching, ISlotPolicy allocation) =>
        ScenarioRun.Run(scenario, frames, 0, caching, allocation, TimeProvider.System).FrameRewards.Sum();

    private sealed class Listed(ModelSet[] sets) : ICachePolicy
    {
        private int _next;

        public ModelSet Decide(FrameObservation observation) => sets[_next++];
    }
}

using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Simulation.Cluster.Frames;

/// <summary>Makes stage one by name.</summary>
internal static class StageOnePolicies
{
    /// <summary>The caching policy that makes room, and whether nodes load models for requests: else it only keeps accounts.</summary>
    public static (string Cache, bool LoadsMisses) CacheOf(string name, ClusterScenario scenario) => name switch
    {
        StageOneNames.Market or StageOneNames.OracleDemand => (scenario.BetweenPlans, true),
        StageOneNames.Reuse => (ModelCacheNames.Market, true),
        StageOneNames.Lru => (ModelCacheNames.Lru, true),
        StageOneNames.Lfu => (ModelCacheNames.Lfu, true),
        StageOneNames.Gdsf => (ModelCacheNames.Gdsf, true),
        StageOneNames.ModelMesh => (ModelCacheNames.ModelMesh, true),
        StageOneNames.PlanOnly or StageOneNames.Static or StageOneNames.Random => (ModelCacheNames.Static, false),
        _ => throw new ArgumentException($"There is no stage one '{name}'; there are {string.Join(", ", StageOneNames.All)}.", nameof(name)),
    };

    /// <summary>The plans of a policy.</summary>
    public static IStageOne Plans(string name, ClusterScenario scenario, FrameProblems problems, int seed, TimeProvider clock)
    {
        var time = scenario.PlanByTheClock ? clock : FrozenTime.Instance;
        var options = scenario.Planning with { Seed = seed };
        var warmUp = (int)Math.Ceiling(scenario.WarmUpSeconds / scenario.FrameSeconds);
        return name switch
        {
            StageOneNames.Market or StageOneNames.PlanOnly => Planned(new MarketPlacementPolicy(time), scenario.UseForecast ? new ForecastDemand(scenario) : new CountedDemand(scenario, CountedFrames.Last), int.MaxValue),
            StageOneNames.OracleDemand => Planned(new MarketPlacementPolicy(time), new CountedDemand(scenario, CountedFrames.Coming), int.MaxValue),
            StageOneNames.Static => Planned(new StaticPlacementPolicy(time), new CountedDemand(scenario, CountedFrames.All), Math.Max(1, warmUp)),
            StageOneNames.Random => Planned(new RandomPlacementPolicy(time), new AnyDemand(scenario), 0),
            _ => new NoPlans(),
        };

        PlannedFrames Planned(IPlacementPolicy policy, IFrameDemand demand, int last) => new(policy, options, demand, problems, scenario, last, clock);
    }
}

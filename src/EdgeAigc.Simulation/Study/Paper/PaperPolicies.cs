using EdgeAigc.Simulation.Exact;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Policies;

namespace EdgeAigc.Simulation.Study.Paper;

/// <summary>
/// The policies of the paper scenario by name. A name stands for a pair of stages, and <c>A+B</c> for stage one of A with stage two of B.
/// </summary>
internal static class PaperPolicies
{
    private const string Exact = "exact", Equal = "equal", Fixed = "fixed", Genetic = "genetic";
    private const string Oracle = "oracle", Market = "market", Told = "market-told", Popular = "popular", Chance = "random";

    private static readonly Dictionary<string, (string Caching, string Allocation)> Pairs = Named();

    private static readonly string[] CachingNames = [Oracle, Market, Told, Popular, Chance, .. ReactiveCache.Names, .. TrainedMethod.Names];

    private static readonly string[] AllocationNames = [Exact, Equal, Fixed, Genetic, .. TrainedMethod.Names];

    /// <summary>Why there is no such policy; null if there is.</summary>
    public static string? Refusal(string policy) => Find(policy) is null
        ? $"there are {string.Join(", ", Pairs.Keys)}, and ONE+TWO with one of {string.Join(", ", CachingNames)} and one of {string.Join(", ", AllocationNames)}"
        : null;

    /// <summary>The methods whose weights a policy needs, with the stage.</summary>
    public static (string? Caching, string? Allocation) Trained(string policy)
    {
        var (caching, allocation) = Find(policy)!.Value;
        return (TrainedMethod.Names.Contains(caching) ? caching : null, TrainedMethod.Names.Contains(allocation) ? allocation : null);
    }

    /// <summary>Stage one.</summary>
    public static ICachePolicy Caching(string policy, Scenario scenario, IReadOnlyList<Frame> frames, int warmUp, int seed, TrainedMethod? trained) =>
        Find(policy)!.Value.Caching switch
        {
            Oracle => new ClairvoyantCache(scenario, frames, warmUp),
            Market => new PlannedCache(scenario, new()),
            Told => new PlannedCache(scenario, new(), frames),
            Popular => FixedCache.Popular(scenario),
            Chance => new RandomCache(scenario, seed),
            var name => trained?.Caching(scenario) ?? (ICachePolicy)new ReactiveCache(scenario, name),
        };

    /// <summary>Stage two.</summary>
    public static ISlotPolicy Allocation(string policy, Scenario scenario, int seed, TrainedMethod? trained) => Find(policy)!.Value.Allocation switch
    {
        Equal => new EqualShares(scenario),
        Fixed => new FixedSteps(scenario),
        Genetic => new GeneticSearch(scenario, seed),
        Exact => new ExactSlotPolicy(scenario),
        _ => trained!.Allocation(scenario, Seeds.Trace(seed, Seeds.Policy)),
    };

    private static (string Caching, string Allocation)? Find(string policy)
    {
        if (Pairs.TryGetValue(policy, out var pair))
            return pair;
        return policy.Split('+') is [var caching, var allocation] && CachingNames.Contains(caching) && AllocationNames.Contains(allocation)
            ? (caching, allocation)
            : null;
    }

    private static Dictionary<string, (string Caching, string Allocation)> Named()
    {
        var pairs = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            [Market] = (Market, Exact),
            [Oracle] = (Oracle, Exact),
            [Told] = (Told, Exact),
        };
        foreach (var method in TrainedMethod.Names)
            pairs.Add(method, (method, method));
        pairs.Add("schrs", (Popular, Genetic));
        pairs.Add("rcars", (Chance, Equal));
        foreach (var name in ReactiveCache.Names)
            pairs.Add(name, (name, Equal));
        return pairs;
    }
}

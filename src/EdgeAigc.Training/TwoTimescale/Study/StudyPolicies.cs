using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Exact;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Policies;

namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary>Makes the policies that are compared on a trace.</summary>
internal sealed class StudyPolicies(Scenario scenario, IReadOnlyList<Frame> frames, int warmUp, int seed, Func<string, string> folderOfMethod)
{
    /// <summary>All policies; the oracle comes first.</summary>
    public IEnumerable<StudyPolicy> Create()
    {
        yield return Plain("oracle", new ClairvoyantCache(scenario, frames, warmUp), Exact());
        yield return Plain("market", Planner(), Exact());
        yield return Plain("market-told", new PlannedCache(scenario, new(), frames), Exact());
        foreach (var method in MethodSettings.Names)
        {
            var (caching, allocation) = (Stage(method, TrainingRun.FramePolicy), Stage(method, TrainingRun.SlotPolicy));
            yield return new(method, LearnedCaching(caching), LearnedAllocation(allocation), [caching, allocation]);
            yield return new($"{method}-cache+exact", LearnedCaching(caching), Exact(), [caching]);
            yield return new($"market-cache+{method}", Planner(), LearnedAllocation(allocation), [allocation]);
        }

        yield return Plain("popular+exact", FixedCache.Popular(scenario), Exact());
        yield return Plain("schrs", FixedCache.Popular(scenario), new GeneticSearch(scenario, seed));
        yield return Plain("rcars", new RandomCache(scenario, seed), new EqualShares(scenario));
        foreach (var policy in ReactiveCache.Names)
            yield return Plain(policy, new ReactiveCache(scenario, policy), new EqualShares(scenario));
        yield return Plain("lfu-fixed", new ReactiveCache(scenario, ModelCacheNames.Lfu), new FixedSteps(scenario));
    }

    private static StudyPolicy Plain(string name, ICachePolicy caching, ISlotPolicy allocation) => new(name, caching, allocation, []);

    private ExactSlotPolicy Exact() => new(scenario);

    private PlannedCache Planner() => new(scenario, new());

    private TrainedStage Stage(string method, string file)
    {
        var folder = folderOfMethod(method);
        var summary = TrainingRun.TryRead(folder) ?? throw new InvalidDataException($"{folder} holds no finished training.");
        return new(summary, Path.Combine(folder, file), file == TrainingRun.SlotPolicy);
    }

    private LearnedCachePolicy LearnedCaching(TrainedStage stage) => new(scenario, stage.Load());

    private LearnedSlotPolicy LearnedAllocation(TrainedStage stage) =>
        new(scenario, Actors.Create(stage.Load()), stage.Summary.Temperature, Seeds.Trace(seed, Seeds.Policy));
}

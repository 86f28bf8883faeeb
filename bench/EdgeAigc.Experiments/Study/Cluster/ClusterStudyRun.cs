using System.Globalization;
using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Study;

namespace EdgeAigc.Experiments.Study.Cluster;

/// <summary>A point of a cluster study, ready to run. Runs share the scenario and nothing else.</summary>
internal sealed class ClusterStudyRun(StudyPoint point) : IStudyRun
{
    private readonly Lazy<ClusterScenario> _scenario = new(() => ClusterKind.Parse(point.Settings) is var (options, parsed) ? options.Scenario(parsed) : null!);

    // A recorded trace is named by its path; its size stands for what is in it.
    public string Inputs(string policy, int seed) => string.Join('\n',
        [point.Settings.ToJsonString(), .. point.Settings.Select(pair => pair.Value?.ToString()).OfType<string>().Where(File.Exists).Select(path => new FileInfo(path).Length.ToString(CultureInfo.InvariantCulture))]);

    public StudyOutcome Run(string policy, int seed, TimeProvider time)
    {
        var (one, two) = ClusterPolicy.Find(policy)!.Value;
        var result = ClusterSimulation.Run(_scenario.Value, one, two, seed, time);
        return new()
        {
            Utility = result.MeanUtility,
            DelayMeanSeconds = result.MeanDelaySeconds,
            DelayP95Seconds = result.P95DelaySeconds,
            Quality = result.MeanQuality,
            HitRatio = result.HitRatio,
            CloudShare = result.CloudRatio,
            RejectRatio = result.RejectRatio,
            LoadedGigabytesPerFrame = result.MovedBytes / 1e9 / Math.Max(1, result.Frames.Count),
            CertifiedGap = result.MeanPlanGap,
            SlotMicroseconds = result.MicrosecondsPerBid,
            FrameMicroseconds = 1e6 * (result.SecondsPerPlan ?? 0),
        };
    }
}

using System.Globalization;
using System.Security.Cryptography;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Study.Paper;

/// <summary>A point of the paper scenario, ready to run.</summary>
internal sealed class PaperRun(StudyFile study, StudyPoint point) : IStudyRun
{
    private const string TrainedHere = "here", TrainedAtBase = "base";

    private readonly Scenario _scenario = new(PaperKind.Options(point));

    public string Inputs(string policy, int seed)
    {
        var (caching, allocation) = PaperPolicies.Trained(policy);
        return string.Join('\n', point.Settings.ToJsonString(), study.Frames.ToString(CultureInfo.InvariantCulture), study.WarmUpFrames.ToString(CultureInfo.InvariantCulture),
            Hash(caching, seed, TrainedMethod.FramePolicy), Hash(allocation, seed, TrainedMethod.SlotPolicy));
    }

    public StudyOutcome Run(string policy, int seed, TimeProvider time)
    {
        var (caching, allocation) = PaperPolicies.Trained(policy);
        var (first, second) = (Find(caching, seed), Find(allocation, seed));
        if ((caching is not null && first.Trained is null) || (allocation is not null && second.Trained is null))
            return new() { NotApplicable = $"no finished training {Path.GetFileName(Folder(point.Id, caching ?? allocation!, seed))} among the weights" };
        var frames = TraceGenerator.Frames(_scenario, Seeds.Trace(seed, Seeds.StudyTrace), study.WarmUpFrames + study.Frames);
        try
        {
            var stages = (PaperPolicies.Caching(policy, _scenario, frames, study.WarmUpFrames, seed, first.Trained), PaperPolicies.Allocation(policy, _scenario, seed, second.Trained));
            var result = ScenarioRun.Run(_scenario, frames, study.WarmUpFrames, stages.Item1, stages.Item2, time);
            return Outcome(result, (stages.Item2 as LearnedSlotPolicy)?.Shield.Repairs, first, second);
        }
        catch (InvalidDataException) when (first.At == TrainedAtBase || second.At == TrainedAtBase)
        {
            return new() { NotApplicable = "the weights of the scenario do not have the shape of this point" };
        }
    }

    private StudyOutcome Outcome(RunResult result, long? repairs, (TrainedMethod? Trained, string? At) first, (TrainedMethod? Trained, string? At) second)
    {
        (TrainingSummary Training, double Seconds, string File)[] learned =
        [
            .. first.Trained is { } one ? [(one.Training, one.Training.FrameSeconds, Path.Combine(one.Folder, TrainedMethod.FramePolicy))] : Array.Empty<(TrainingSummary, double, string)>(),
            .. second.Trained is { } two ? [(two.Training, two.Training.SlotSeconds, Path.Combine(two.Folder, TrainedMethod.SlotPolicy))] : Array.Empty<(TrainingSummary, double, string)>(),
        ];
        double? Sum(Func<(TrainingSummary Training, double Seconds, string File), double> value) => learned.Length == 0 ? null : learned.Sum(value);
        return new()
        {
            Utility = result.Reward,
            DelayMeanSeconds = result.MeanDelaySeconds,
            DelayP95Seconds = result.P95DelaySeconds,
            Quality = result.MeanQuality,
            HitRatio = result.HitRatio,
            CloudShare = 1 - result.HitRatio,
            RejectRatio = 0,
            LoadedGigabytesPerFrame = result.LoadedGigabytes / study.Frames,
            CertifiedGap = result.CertifiedGap,
            SlotMicroseconds = result.SlotMicroseconds,
            FrameMicroseconds = result.FrameMicroseconds,
            Repairs = repairs,
            WeightKilobytes = Sum(stage => new FileInfo(stage.File).Length / 1e3),
            TrainSeconds = Sum(stage => stage.Seconds),
            TrainPeakMegabytes = learned.Length == 0 ? null : learned.Max(stage => stage.Training.PeakBytes / 1e6),
            TrainedAt = first.At == TrainedAtBase || second.At == TrainedAtBase ? TrainedAtBase : first.At ?? second.At,
        };
    }

    private (TrainedMethod? Trained, string? At) Find(string? method, int seed)
    {
        if (method is null || study.Weights is null)
            return (null, null);
        return TrainedMethod.TryOpen(Folder(point.Id, method, seed)) is { } here ? (here, TrainedHere)
            : TrainedMethod.TryOpen(Folder(point.Scenario.Name, method, seed)) is { } atBase ? (atBase, TrainedAtBase)
            : (null, null);
    }

    private string Folder(string id, string method, int seed) => WeightFolders.Of(study.Weights ?? "", id, method, seed);

    private string Hash(string? method, int seed, string file) => Find(method, seed).Trained is { } trained
        ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(trained.Folder, file))))
        : "";
}

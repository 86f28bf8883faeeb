using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Study;
using EdgeAigc.Training.Progress;

namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary>Trains what is not trained yet and runs every policy on the same traces.</summary>
internal sealed class StudyRun(StudySettings settings, IProgressReport report, TimeProvider time)
{
    /// <summary>Rows of all scenarios, seeds and policies.</summary>
    public List<StudyRow> Run(CancellationToken cancellationToken)
    {
        List<StudyRow> rows = [];
        foreach (var name in settings.Scenarios)
        {
            var scenario = new Scenario(ScenarioPresets.Load(name));
            for (var seed = 1; seed <= settings.Seeds; seed++)
            {
                foreach (var method in MethodSettings.Names)
                    Train(name, method, seed, cancellationToken);
                rows.AddRange(Compare(name, scenario, seed, cancellationToken));
            }
        }

        return rows;
    }

    /// <summary>Folder of a training.</summary>
    public string Folder(string scenario, string method, int seed) => Methods.Folder(settings.Work, scenario, Settings(scenario, method, seed));

    private MethodSettings Settings(string scenario, string method, int seed) =>
        Methods.Settings(scenario, method, seed) with
        {
            Episodes = settings.Episodes,
            Frames = settings.TrainingFrames,
            WarmUpSlots = settings.TrainingWarmUpSlots,
        };

    private void Train(string scenario, string method, int seed, CancellationToken cancellationToken)
    {
        var folder = Folder(scenario, method, seed);
        if (TrainingRun.TryRead(folder) is null)
            report.Say($"Training {method} on {scenario}, seed {seed}");
        new TrainingRun(scenario, Settings(scenario, method, seed), folder, report, time).Run(cancellationToken);
    }

    private IEnumerable<StudyRow> Compare(string name, Scenario scenario, int seed, CancellationToken cancellationToken)
    {
        var frames = TraceGenerator.Frames(scenario, Seeds.Trace(seed, Seeds.StudyTrace), settings.WarmUpFrames + settings.Frames);
        var oracle = double.NaN;
        foreach (var policy in new StudyPolicies(scenario, frames, settings.WarmUpFrames, seed, method => Folder(name, method, seed)).Create())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = ScenarioRun.Run(scenario, frames, settings.WarmUpFrames, policy.Caching, policy.Allocation, time);
            oracle = double.IsNaN(oracle) ? result.Reward : oracle;
            var regret = (oracle - result.Reward) / Math.Abs(oracle);
            report.Say(FormattableString.Invariant($"{name} seed {seed} {policy.Name,-26} reward {result.Reward:F4} regret {100 * regret:F2} %"));
            yield return new(
                policy.Name, seed, name, result.Reward, result.MeanDelaySeconds, result.P95DelaySeconds, result.MeanQuality, result.HitRatio,
                1 - result.HitRatio, regret, result.SlotMicroseconds, policy.Trainings.Sum(stage => stage.Seconds), result.FrameMicroseconds,
                result.LoadedGigabytes / settings.Frames, policy.Repairs, policy.Trainings.Sum(stage => new FileInfo(stage.File).Length) / 1e3,
                policy.Trainings.Select(stage => stage.Summary.PeakBytes / 1e6).DefaultIfEmpty(0).Max());
        }
    }
}

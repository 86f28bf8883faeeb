using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Training.Progress;
using EdgeAigc.Training.Stages;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>
/// Trains both stages of a method into a folder: <c>slot.policy</c>, <c>frame.policy</c>, learning curves, and <c>training.json</c> once all is
/// there. Stage two comes first; stage one is then trained with it, on the rewards that it really earns.
/// </summary>
/// <param name="scenarioName">What the scenario is called.</param>
/// <param name="options">The scenario.</param>
/// <param name="settings">The method.</param>
/// <param name="folder">Where the training lies.</param>
/// <param name="report">Told how it goes.</param>
/// <param name="time">Clock.</param>
internal sealed class TrainingRun(string scenarioName, ScenarioOptions options, MethodSettings settings, string folder, IProgressReport report, TimeProvider time)
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(20);

    /// <summary>Trains what is not trained yet.</summary>
    public TrainingSummary Run(CancellationToken cancellationToken)
    {
        WorkFolder.Open(folder, new Dictionary<string, string> { ["--scenario"] = scenarioName, ["options"] = JsonSerializer.Serialize(options), ["settings"] = settings.ToString() });
        if (TrainedMethod.TryOpen(folder) is { } done)
            return done.Training;
        var scenario = new Scenario(options);
        var slotSeconds = TrainSlots(scenario, cancellationToken);
        var allocation = new LearnedSlotPolicy(
            scenario, Actors.Create(PolicyWeights.Load(At(TrainedMethod.SlotPolicy))), settings.Temperature, Seeds.Trace(settings.Seed, Seeds.Policy));
        var frameSeconds = TrainFrames(scenario, allocation, cancellationToken);
        using var process = Process.GetCurrentProcess();
        var summary = new TrainingSummary(
            scenarioName, settings.Method, settings.Seed, slotSeconds, frameSeconds, process.PeakWorkingSet64, settings.Temperature);
        TrainedMethod.Finish(folder, summary);
        return summary;
    }

    private double TrainSlots(Scenario scenario, CancellationToken cancellationToken)
    {
        random.manual_seed(Seeds.Step(settings.Seed, Seeds.SlotTrace, -2));
        using var learner = new SlotLearner(scenario, settings);
        var training = new SlotTraining(scenario, settings, learner, report);
        var checkpoint = new EpisodeCheckpoint(At("slot.checkpoint"), learner.Save, learner.Load);
        var (curve, seconds) = Loop(checkpoint, training.Episodes, training.Run, _ => { }, cancellationToken);
        var policy = learner.Actor.Export();
        policy.Attributes["scenario"] = scenarioName;
        policy.Attributes["users"] = scenario.Options.Users.ToString(CultureInfo.InvariantCulture);
        ScenarioTraits.Scales(scenario, settings.Temperature).Save(policy);
        policy.Save(At(TrainedMethod.SlotPolicy));
        LearningCurve.Write(At("slot-curve"), $"{settings.Method}, {scenarioName}, seed {settings.Seed}: stage two", "episode", "reward over equal shares", curve);
        return seconds;
    }

    private double TrainFrames(Scenario scenario, LearnedSlotPolicy allocation, CancellationToken cancellationToken)
    {
        random.manual_seed(Seeds.Step(settings.Seed, Seeds.FrameTrace, -2));
        using var learner = new FrameLearner(scenario, settings);
        var training = new FrameTraining(scenario, settings, learner, allocation, report);
        var cache = 0u;
        var checkpoint = new EpisodeCheckpoint(
            At("frame.checkpoint"),
            writer =>
            {
                writer.Write(training.Cache.Bits);
                learner.Save(writer);
            },
            reader =>
            {
                cache = reader.ReadUInt32();
                learner.Load(reader);
            });
        var (curve, seconds) = Loop(checkpoint, training.Episodes, training.Run, episode => training.Resume(episode, new(cache)), cancellationToken);
        var policy = learner.Export();
        policy.Attributes["scenario"] = scenarioName;
        ScenarioTraits.Trained(scenario).Save(policy);
        policy.Save(At(TrainedMethod.FramePolicy));
        LearningCurve.Write(At("frame-curve"), $"{settings.Method}, {scenarioName}, seed {settings.Seed}: stage one", "ten frames", "reward over no cache", curve);
        return seconds;
    }

    private (List<EpisodeResult> Curve, double Seconds) Loop(
        EpisodeCheckpoint checkpoint, int episodes, Func<int, EpisodeResult> run, Action<int> resume, CancellationToken cancellationToken)
    {
        var (curve, spent) = checkpoint.TryLoad() ?? ([], 0);
        if (curve.Count > 0)
            resume(curve.Count);
        var (began, saved) = (time.GetTimestamp(), time.GetTimestamp());
        while (curve.Count < episodes)
        {
            curve.Add(run(curve.Count));
            var stop = cancellationToken.IsCancellationRequested && curve.Count < episodes;
            if (stop || curve.Count == episodes || time.GetElapsedTime(saved) > CheckpointInterval)
            {
                checkpoint.Save(curve, spent + time.GetElapsedTime(began).TotalSeconds);
                saved = time.GetTimestamp();
            }

            if (stop)
                throw new OperationCanceledException(cancellationToken);
        }

        return (curve, spent + time.GetElapsedTime(began).TotalSeconds);
    }

    private string At(string name) => Path.Combine(folder, name);
}

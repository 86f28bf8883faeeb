using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.Study.Paper;
using EdgeAigc.Training.Progress;

namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary>Trains what is not trained yet.</summary>
/// <param name="trainings">What is asked for.</param>
/// <param name="adjust">Changes the settings of a method, for trials.</param>
/// <param name="report">Told how it goes.</param>
/// <param name="time">Clock for the times of trainings.</param>
internal sealed class StudyTrainings(
    IReadOnlyList<StudyTraining> trainings, Func<MethodSettings, MethodSettings> adjust, IProgressReport report, TimeProvider time)
{
    public void Run(CancellationToken cancellation)
    {
        for (var index = 0; index < trainings.Count; index++)
        {
            var (point, method, seed, folder) = trainings[index];
            if (TrainedMethod.TryOpen(folder) is not null)
                continue;
            report.Say($"{index + 1} of {trainings.Count}: {method} on {point.Id}, seed {seed}");
            var settings = adjust(Methods.Settings(point.Scenario.Preset, method, seed));
            new TrainingRun(point.Id, PaperKind.Options(point), settings, folder, report, time).Run(cancellation);
        }
    }
}

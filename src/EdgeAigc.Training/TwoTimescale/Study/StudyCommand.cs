using System.CommandLine;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Study;
using EdgeAigc.Training.Progress;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary><c>t2drl-study</c>: compares all policies.</summary>
internal static class StudyCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Folder of results.csv and report.html", DefaultValueFactory = _ => Path.Combine("docs", "experiments", "paper-scenario") };
        var work = new Option<string>("--work") { Description = "Folder of the trainings; what is there is not trained again", DefaultValueFactory = _ => Path.Combine("artifacts", "t2drl") };
        var scenarios = new Option<string[]>("--scenario") { Description = "Scenarios [all presets], each a preset or a .json file with options", DefaultValueFactory = _ => [.. ScenarioPresets.Names], AllowMultipleArgumentsPerToken = true };
        var seeds = new Option<int>("--seeds") { Description = "Seeds 1 to N, at least 2", DefaultValueFactory = _ => 5 };
        var frames = new Option<int>("--frames") { Description = "Counted frames of a trace", DefaultValueFactory = _ => 100 };
        var episodes = new Option<int>("--episodes") { Description = "Episodes of stage two in a training", DefaultValueFactory = _ => new MethodSettings { Method = "" }.Episodes };
        var training = new Option<int>("--training-frames") { Description = "Frames of stage one in a training", DefaultValueFactory = _ => new MethodSettings { Method = "" }.Frames };
        foreach (var (option, least) in (ReadOnlySpan<(Option<int>, int)>)[(seeds, 2), (frames, 1), (episodes, 1), (training, 1)])
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < least)
                    result.AddError($"{option.Name} must be at least {least}.");
            });
        }

        var command = new Command("t2drl-study", "Compares the published method, variants of it, baselines and the market on the same traces, and writes a table and a report. Trains what is not trained yet: some two minutes for each method, scenario and seed.")
        {
            output, work, scenarios, seeds, frames, episodes, training,
        };
        command.SetAction((parsed, cancellation) =>
        {
            set_num_threads(1);
            var settings = new StudySettings
            {
                Scenarios = parsed.GetValue(scenarios)!,
                Seeds = parsed.GetValue(seeds),
                Frames = parsed.GetValue(frames),
                Episodes = parsed.GetValue(episodes),
                TrainingFrames = parsed.GetValue(training),
                Work = parsed.GetValue(work)!,
            };
            Run(settings, parsed.GetValue(output)!, cancellation);
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(StudySettings settings, string output, CancellationToken cancellation)
    {
        var study = new StudyRun(settings, new ConsoleReport(TimeProvider.System), TimeProvider.System);
        var rows = study.Run(cancellation);
        Directory.CreateDirectory(output);
        File.WriteAllLines(Path.Combine(output, "results.csv"), [StudyRow.Header, .. rows.Select(row => row.ToLine())]);
        var report = Path.Combine(output, "report.html");
        File.WriteAllText(report, StudyReport.Write(settings, rows, study.Folder));
        Console.WriteLine($"{rows.Count} rows in {output}; open {report}.");
    }
}

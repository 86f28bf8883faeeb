using System.CommandLine;
using EdgeAigc.Simulation.Study;
using EdgeAigc.Simulation.Study.Paper;
using EdgeAigc.Training.Progress;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale.Study;

/// <summary><c>t2drl-study</c>: trains what a study compares.</summary>
internal static class StudyCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--file") { Description = "The study file, of kind paper", Required = true };
        var seeds = new Option<int[]>("--seed") { Description = "Train these seeds only [all of the study]; several commands with other seeds may run at once", AllowMultipleArgumentsPerToken = true };
        var command = new Command("t2drl-study", """
            Trains the learned policies that a study compares into its folder of weights, one after the other: some two minutes for each
            scenario, method and seed. What is trained already is left as it is. Ctrl-C stops with a checkpoint; the same command goes on.
            Then compare: dotnet run -c Release --project bench/EdgeAigc.Experiments -- study --file study.yaml
            """)
        {
            file, seeds,
        };
        command.SetAction((parsed, cancellation) =>
        {
            set_num_threads(1);
            return Task.FromResult(Run(parsed.GetValue(file)!, parsed.GetValue(seeds) ?? [], cancellation));
        });
        return command;
    }

    private static int Run(string file, int[] seeds, CancellationToken cancellation)
    {
        try
        {
            var kind = new PaperKind();
            var study = StudyFileReader.Read(file, [kind]);
            var trainings = StudyTraining.Of(study, StudyPoint.All(study, kind)).Where(training => seeds.Length == 0 || seeds.Contains(training.Seed)).ToArray();
            new StudyTrainings(trainings, settings => settings, new ConsoleReport(TimeProvider.System), TimeProvider.System).Run(cancellation);
            Console.WriteLine($"{trainings.Length} trainings are in {study.Weights}.");
            return 0;
        }
        catch (StudyFileException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 2;
        }
    }
}

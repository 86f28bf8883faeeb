using System.CommandLine;
using EdgeAigc.Experiments.Study.Cluster;
using EdgeAigc.Experiments.Study.Report;
using EdgeAigc.Simulation.Study;
using EdgeAigc.Simulation.Study.Paper;

namespace EdgeAigc.Experiments.Study;

/// <summary><c>study</c>: compares policies as a file says.</summary>
internal static class StudyCommand
{
    private const int Invalid = 2;
    private const int Stopped = 130;

    private static readonly Option<string?> FilePath = new("--file") { Description = "The study, YAML or JSON; --example prints one" };

    private static readonly Option<string?> Output = new("--out") { Description = "Folder of results.csv and report.html [the folder of the file]" };

    private static readonly Option<int> Jobs = CreateJobs();

    private static readonly Option<bool> Replace = new("--replace") { Description = "Drop rows of results.csv that are of another study or of other weights, instead of refusing to go on" };

    private static readonly Option<bool> ReportOnly = new("--report-only") { Description = "Run nothing; write report.html anew from results.csv" };

    private static readonly Option<bool> Example = new("--example") { Description = "Print a study file with what each field means" };

    public static Command Create()
    {
        var command = new Command("study", """
            Compares policies over seeds and settings as a file says, and writes results.csv and report.html.
            Every policy sees the same arrivals. A study that was stopped goes on where it was: rows in results.csv are not run again,
            and rows of a changed study are refused. Begin with: study --example > study.yaml; study --file study.yaml
            """)
        {
            FilePath, Output, Jobs, Replace, ReportOnly, Example,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, Console.Out, Console.Error, cancellation)));
        return command;
    }

    private static Option<int> CreateJobs()
    {
        var jobs = new Option<int>("--jobs")
        {
            Description = "Rows to run at a time; results are the same, but times of decisions are only right when cores are free",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError($"{jobs.Name} is {result.GetValueOrDefault<int>()}; it must be at least 1.");
        });
        return jobs;
    }

    /// <summary>Runs the study, or prints what is wrong on the error stream.</summary>
    public static int Run(ParseResult parsed, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            if (parsed.GetValue(Example))
                output.Write(Resource.Text("Study.example.yaml"));
            else
                Run(parsed, output, cancellation);
            return 0;
        }
        catch (OperationCanceledException)
        {
            errors.WriteLine("\nStopped; the rows that were made are kept, and the same command goes on from there.");
            return Stopped;
        }
        catch (Exception fault) when (fault is StudyFileException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(fault.Message);
            return Invalid;
        }
    }

    private static void Run(ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        IStudyKind[] kinds = [new PaperKind(), new ClusterKind()];
        var path = parsed.GetValue(FilePath) ?? throw new StudyFileException("--file: is missing; name a study, or print one with --example.");
        var study = StudyFileReader.Read(path, kinds);
        var kind = kinds.First(kind => kind.Name == study.Kind);
        var folder = Directory.CreateDirectory(parsed.GetValue(Output) ?? study.Folder).FullName;
        var results = new ResultsFile(Path.Combine(folder, "results.csv"));
        var progress = new StudyProgress(output, !Console.IsOutputRedirected, TimeProvider.System);
        var rows = parsed.GetValue(ReportOnly)
            ? results.Read()
            : new StudyRunner(study, kind, results, TimeProvider.System).Run(parsed.GetValue(Jobs), parsed.GetValue(Replace), progress.Row, cancellation);
        var report = Path.Combine(folder, "report.html");
        File.WriteAllText(report, new StudyReport(study, kind, rows).Write());
        var left = rows.Count(row => !row.HasRun);
        output.WriteLine($"{rows.Count} rows in {results.Path}{(left > 0 ? $", {left} of them not applicable (column note says why)" : "")}; open {report}.");
    }
}

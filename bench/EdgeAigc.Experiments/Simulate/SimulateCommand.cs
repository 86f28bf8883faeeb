using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Cluster.Results;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.Experiments.Simulate;

/// <summary><c>simulate</c>: a cluster in virtual time under one or several policies.</summary>
internal static class SimulateCommand
{
    private const int Invalid = 2;

    private const string Description =
        "Simulates a cluster in virtual time and prints what each pair of policies made of the same requests, as a table or as JSON."
        + "\nExamples:"
        + "\n  simulate --nodes 10 --models 40 --rate 0.5 --stage-one market gdsf lru --seeds 5"
        + "\n  simulate --trace gentd26_days_0_15.csv.gz --compression 60 --days 8 --warm-up-days 3 --nodes 4 --stage-one market lru"
        + "\n  simulate --nodes 1000 --models 100 --stage-one gdsf --stage-two equal --minutes 10";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create() => CreateWithOptions().Command;

    public static (Command Command, SimulateOptions Options) CreateWithOptions()
    {
        var options = new SimulateOptions();
        var command = new Command("simulate", Description);
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed => Run(parsed, options, Console.Out, Console.Error));
        return (command, options);
    }

    /// <summary>Prints the results, or what is wrong on the error stream, where progress goes too.</summary>
    public static int Run(ParseResult parsed, SimulateOptions options, TextWriter output, TextWriter errors)
    {
        try
        {
            var scenario = options.Scenario(parsed);
            var runs =
                from one in parsed.GetValue(options.StageOne)!
                from two in parsed.GetValue(options.StageTwo)!
                from seed in Enumerable.Range(parsed.GetValue(options.Seed), parsed.GetValue(options.Seeds))
                select (One: one, Two: two, Seed: seed);
            var results = runs.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Max(1, parsed.GetValue(options.Parallel)))
                .WithMergeOptions(ParallelMergeOptions.NotBuffered)
                .Select(run => ClusterSimulation.Run(scenario, run.One, run.Two, run.Seed, TimeProvider.System, Progress(run.One, run.Two, run.Seed, errors)));
            if (parsed.GetValue(options.Json))
                output.WriteLine(JsonSerializer.Serialize(results.ToArray(), Json));
            else
                Print(results, output);
            return 0;
        }
        catch (Exception fault) when (Cause(fault) is TraceFileException or ArgumentException)
        {
            errors.WriteLine(Cause(fault).Message);
            return Invalid;
        }
    }

    private static Exception Cause(Exception fault) => fault is AggregateException { InnerException: { } inner } ? inner : fault;

    private static Action<double, long> Progress(string stageOne, string stageTwo, int seed, TextWriter errors)
    {
        var (start, last) = (TimeProvider.System.GetTimestamp(), TimeSpan.Zero);
        return (seconds, requests) =>
        {
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            if (elapsed - last < TimeSpan.FromSeconds(2))
                return;
            last = elapsed;
            errors.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{stageOne}/{stageTwo} seed {seed}: {seconds:0} s of virtual time, {requests} requests after {elapsed.TotalSeconds:0} s"));
        };
    }

    private static void Print(IEnumerable<ClusterResult> results, TextWriter output)
    {
        var headed = false;
        foreach (var row in results)
        {
            if (!headed)
                PrintHead(output);
            headed = true;
            Print(row, output);
        }
    }

    private static void PrintHead(TextWriter output)
    {
        output.WriteLine("| stage one | stage two | seed | requests | utility | delay, s | p95, s | quality | steps | hits | cloud | rejected | broken | loads (disk, peer, origin) | moved, GB | busy | plan gap | s a plan | µs a bid | requests a minute |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    private static void Print(ClusterResult row, TextWriter output)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.StageOne} | {row.StageTwo} | {row.Seed} | {row.Requests} | {row.MeanUtility:0.0000} | {row.MeanDelaySeconds:0.00} | {row.P95DelaySeconds:0.00} | {row.MeanQuality:0.000} | {row.MeanSteps:0.0} "
            + $"| {row.HitRatio:0.0000} | {row.CloudRatio:0.0 %} | {row.RejectRatio:0.00 %} | {row.BrokenPromiseRatio:0.00 %} | {row.Loads} ({row.DiskLoads}, {row.PeerLoads}, {row.OriginLoads}) | {row.MovedBytes / 1e9:0} "
            + $"| {row.Utilization:0.0 %} | {row.MeanPlanGap:0.00 %} | {row.SecondsPerPlan:0.000} | {row.MicrosecondsPerBid:0.0} | {60 * row.SimulatedRequests / row.WallSeconds:0} |"));
        output.Flush();
    }
}

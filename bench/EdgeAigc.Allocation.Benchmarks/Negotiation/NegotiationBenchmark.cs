using System.CommandLine;
using System.Globalization;
using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Simulation.Nodes;
using MathNet.Numerics.Distributions;

namespace EdgeAigc.Allocation.Benchmarks.Negotiation;

/// <summary><c>negotiation</c>: what each policy makes of a node's requests over time, in virtual time.</summary>
internal static class NegotiationBenchmark
{
    private static readonly Option<string> Models = new("--models")
    {
        Description = "cpu or gpu for made up models, or a folder of models with their curves.json, as models/",
        DefaultValueFactory = _ => "cpu",
    };

    private static readonly Option<string[]> Policies = new("--policy")
    {
        Description = "Policies, the first of which the others are compared with",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. SlotAllocatorNames.All],
    };

    private static readonly Option<string> Weights = new("--weights")
    {
        Description = "Weight file of t2drl, which then is one of the policies; the last column is the part of its decisions that were repaired",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<double[]> Loads = new("--load")
    {
        Description = "Device time asked for per unit of time, were each image made alone with 20 steps",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [0.5, 0.9, 1.5, 3],
    };

    private static readonly Option<int> Seeds = new("--seeds") { Description = "Streams of requests at each load, at least 2", DefaultValueFactory = _ => 5 };

    private static readonly Option<int> FirstSeed = new("--first-seed") { Description = "Seed of the first stream", DefaultValueFactory = _ => 1 };

    private static readonly Option<double> Images = new("--images") { Description = "Length of a stream, in images made alone with 20 steps", DefaultValueFactory = _ => 1000 };

    private static readonly Option<double> Jitter = new("--jitter") { Description = "Each unit of work takes up to that part more or less", DefaultValueFactory = _ => 0.1 };

    private static readonly Option<double> Egress = new("--egress") { Description = "Capacity of the link in bits per second", DefaultValueFactory = _ => 1e9 };

    private static readonly Option<double> DemandWindow = new("--demand-seconds") { Description = "Seconds of past demand that price compute", DefaultValueFactory = _ => new NegotiationOptions().DemandSeconds };

    public static Command Create()
    {
        var command = new Command("negotiation", "Utility, quality, delay and kept promises of every policy on the same streams of requests, Poisson and in bursts.")
        {
            Models, Policies, Weights, Loads, Seeds, FirstSeed, Images, Jitter, Egress, DemandWindow,
        };
        Models.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } name && name is not ("cpu" or "gpu") && !Directory.Exists(name))
                result.AddError($"There is no folder '{name}'; cpu and gpu name made up models.");
        });
        Seeds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 2)
                result.AddError("--seeds must be at least 2, for there to be an interval.");
        });
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult parsed)
    {
        var models = MeasuredModels.Of(parsed.GetValue(Models)!);
        var learns = parsed.GetValue(Weights)!.Length > 0;
        Console.WriteLine($"| arrivals | load | policy | utility | less than the first | quality | delay, s | p95, s | refused | late by deadline | broken by 10 % | images/s | CPU µs a request |{(learns ? " repaired |" : "")}");
        Console.WriteLine($"| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |{(learns ? " --- |" : "")}");
        foreach (var bursty in (bool[])[false, true])
        {
            foreach (var load in parsed.GetValue(Loads)!)
            {
                NodeRun[]? first = null;
                foreach (var policy in parsed.GetValue(Policies)!.Concat(learns ? [SlotAllocatorNames.Learned] : []))
                {
                    var runs = Runs(parsed, models, new() { Load = load, Bursty = bursty, Images = parsed.GetValue(Images) }, policy);
                    first ??= runs;
                    var repaired = !learns ? "" : runs[0].Repaired is null ? "  |" : string.Create(CultureInfo.InvariantCulture, $" {runs.Average(run => run.Repaired):0.0 %} |");
                    Console.WriteLine(Row(bursty ? "bursty" : "Poisson", load, policy, runs, first) + repaired);
                }
            }
        }
    }

    private static NodeRun[] Runs(ParseResult parsed, IReadOnlyList<ModelProfile> models, NodeWorkload workload, string policy)
    {
        var options = new NegotiationOptions { Policy = policy, DemandSeconds = parsed.GetValue(DemandWindow), Allocator = { Weights = parsed.GetValue(Weights)! } };
        return [.. Enumerable.Range(parsed.GetValue(FirstSeed), parsed.GetValue(Seeds)).Select(seed =>
            new NodeRun(options, models, workload, parsed.GetValue(Egress), parsed.GetValue(Jitter), seed))];
    }

    private static string Row(string arrivals, double load, string policy, NodeRun[] runs, NodeRun[] first)
    {
        var difference = first == runs ? "" : Interval([.. runs.Zip(first, (run, other) => other.Utility - run.Utility)]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {arrivals} | {load} | {policy} | {Interval([.. runs.Select(run => run.Utility)])} | {difference} | {runs.Average(run => run.Quality):0.000} "
            + $"| {runs.Average(run => run.Delay):0.000} | {runs.Average(run => run.Delay95):0.000} | {runs.Average(run => run.Refused):0.0 %} | {runs.Average(run => run.Late):0.00 %} "
            + $"| {runs.Average(run => run.Broken):0.00 %} | {runs.Average(run => run.Throughput):0.0} | {runs.Average(run => run.CpuMicroseconds):0} |");
    }

    // Mean with the 95 % interval of Student's t over the streams.
    private static string Interval(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        var half = StudentT.InvCDF(0, 1, values.Length - 1, 0.975) * deviation / Math.Sqrt(values.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.0000} ± {half:0.0000}");
    }
}

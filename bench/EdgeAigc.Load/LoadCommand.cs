using System.CommandLine;
using System.Globalization;
using EdgeAigc.Core.Allocation;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Load;

/// <summary><c>load</c>: every policy on the same requests through a real node.</summary>
internal static class LoadCommand
{
    private const int WarmUpRounds = 10;

    private static readonly Option<string> Models = new("--models") { Description = "Folder of calibrated models", DefaultValueFactory = _ => "models" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Processor threads of the engine", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of a stream of requests", DefaultValueFactory = _ => 15 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Streams at each load", DefaultValueFactory = _ => 1 };
    private static readonly Option<string[]> Policies = new("--policy") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. SlotAllocatorNames.All] };
    private static readonly Option<double[]> Loads = new("--load")
    {
        Description = "Device time asked for per unit of time, were each image made alone with 20 steps",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [0.5, 0.9, 1.5, 3],
    };

    public static Command Create()
    {
        var command = new Command("load", "Deadlines kept, quality and utility of every policy on the same requests, Poisson and in bursts.") { Models, Threads, Seconds, Seeds, Policies, Loads };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed)
    {
        var profiles = ModelCatalog.Scan(parsed.GetValue(Models)!).Models.Select(NodeProfiles.Of).ToList();
        await Console.Out.WriteLineAsync("| arrivals | load | policy | requests | utility | quality | deadlines kept | refused | mean delay, s | promises missed by 10 % |");
        await Console.Out.WriteLineAsync("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var bursty in (bool[])[false, true])
        {
            foreach (var load in parsed.GetValue(Loads)!)
            {
                // The machine's speed now, so that the load is what it says; one figure for all policies, so that they get the same requests.
                var image = await ImageSecondsAsync(parsed, profiles);
                foreach (var policy in parsed.GetValue(Policies)!)
                {
                    var runs = new List<LoadRun>();
                    for (var seed = 1; seed <= parsed.GetValue(Seeds); seed++)
                        runs.Add(await RunAsync(parsed, profiles, new() { Load = load, Bursty = bursty, Images = parsed.GetValue(Seconds) / image }, policy, image, seed));
                    await Console.Out.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {(bursty ? "bursty" : "Poisson")} | {load} | {policy} | {runs.Sum(run => run.Requests)} | {runs.Average(run => run.Utility):0.000} | {runs.Average(run => run.Quality):0.000} "
                        + $"| {runs.Average(run => run.DeadlinesKept):0.0 %} | {runs.Average(run => run.Refused):0.0 %} | {runs.Average(run => run.Delay):0.000} | {runs.Average(run => run.Missed):0.0 %} |"));
                }
            }
        }
    }

    private static async Task<double> ImageSecondsAsync(ParseResult parsed, IReadOnlyList<ModelProfile> profiles)
    {
        await using var node = await LoadedNode.StartAsync(parsed.GetValue(Models)!, parsed.GetValue(Threads), new NegotiationOptions());
        return await node.ImageSecondsAsync(profiles, 20);
    }

    private static async Task<LoadRun> RunAsync(
        ParseResult parsed, IReadOnlyList<ModelProfile> profiles, NodeWorkload workload, string policy, double image, int seed)
    {
        var options = new NegotiationOptions { Policy = policy };
        await using var node = await LoadedNode.StartAsync(parsed.GetValue(Models)!, parsed.GetValue(Threads), options);
        // What a node learns in its first minute is not what is compared here.
        foreach (var round in Enumerable.Range(0, WarmUpRounds))
        {
            foreach (var model in profiles)
                await node.RunAsync($"warm-{model.Name}-{round}", new() { Prompt = "red heart", Model = model.Name });
        }

        return await LoadRun.ServeAsync(node, workload.Create(profiles, seed), image / NodeWorkload.ImageSeconds(profiles), options);
    }
}

using System.CommandLine;
using System.Globalization;
using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Placement;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Grains.Coordination;
using EdgeAigc.Grains.Routing;
using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Cluster.Results;

namespace EdgeAigc.Load.Validation;

/// <summary><c>validate</c>: the same requests through a real cluster and through the simulator.</summary>
internal static class ValidateCommand
{
    private static readonly Option<string> Models = new("--models") { Description = "Folder of calibrated models", DefaultValueFactory = _ => "models" };
    private static readonly Option<double> Seconds = new("--seconds") { Description = "Length of the trace", DefaultValueFactory = _ => 600 };
    private static readonly Option<double> Rate = new("--rate") { Description = "Requests per second", DefaultValueFactory = _ => 6 };
    private static readonly Option<int> Nodes = new("--nodes") { Description = "Nodes, all in this process", DefaultValueFactory = _ => 3 };
    private static readonly Option<long> Memory = new("--memory") { Description = "Memory for models of each node, MiB; 76 holds two of the five that are shipped", DefaultValueFactory = _ => 76 };
    private static readonly Option<int> Steps = new("--steps") { Description = "Denoising steps of each image", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> Seed = new("--seed") { DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Policy = new("--policy") { Description = "market: plans, and gdsf between them; gdsf or lru: no plans", DefaultValueFactory = _ => "market" };

    public static Command Create()
    {
        var command = new Command("validate", "Mean latency, hit ratio and throughput of a real cluster and of the simulator on the same requests. Wants a machine that does nothing else.")
        {
            Models, Seconds, Rate, Nodes, Memory, Steps, Seed, Policy,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (nodes, policy) = (parsed.GetValue(Nodes), parsed.GetValue(Policy)!);
        var plans = policy == StageOneNames.Market;
        var cache = plans ? ModelCacheNames.Gdsf : policy;
        var engine = new EngineOptions { Threads = 1, MemoryMebibytes = parsed.GetValue(Memory), CachePolicy = cache };
        await using var cluster = await LoadedCluster.StartAsync(
            nodes, parsed.GetValue(Models)!, engine, new() { Policy = plans ? PlacementPolicyNames.Market : CoordinationOptions.Off });
        await Console.Error.WriteLineAsync("Measuring the models on this machine.");
        var models = await MeasuredModels.MeasureAsync(cluster.Engines[0], parsed.GetValue(Steps), images: 30);
        var trace = new ValidationTrace(models, nodes, parsed.GetValue(Rate), parsed.GetValue(Seconds), parsed.GetValue(Steps));
        var requests = trace.Create(parsed.GetValue(Seed)).ToList();
        var overhead = await RealRun.OverheadSecondsAsync(cluster, models);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{requests.Count} requests; negotiating and telling take {1e3 * overhead:0.0} ms."));
        var real = await RealRun.ServeAsync(cluster, models, requests, cancellationToken);
        var simulated = ClusterSimulation.Run(Scenario(cluster, models, trace, nodes, cache), policy, StageTwoNames.Market, parsed.GetValue(Seed), TimeProvider.System);
        await PrintAsync(real, simulated, overhead);
    }

    private static ClusterScenario Scenario(LoadedCluster cluster, IReadOnlyList<ClusterModel> models, ValidationTrace trace, int nodes, string cache)
    {
        var coordination = new CoordinationOptions();
        return new()
        {
            Nodes = [.. Enumerable.Range(0, nodes).Select(node => new ClusterNode(LoadedCluster.NameOf(node), cluster.Engines[node].ModelMemoryBytes, long.MaxValue / 4, 1, 1e9))],
            Models = models,
            Workload = trace,
            AccessSeconds = coordination.ForwardSeconds,
            // What passing a request on takes within one process is part of the measured overhead.
            ForwardSeconds = 0,
            ViewSeconds = new RoutingOptions().ViewSeconds,
            ChurnShare = coordination.ChurnShare,
            ChurnSavedSeconds = coordination.ChurnSavedSeconds,
            FrameSeconds = coordination.FrameSeconds,
            Forecast = new() { MemorySeconds = coordination.MemorySeconds },
            MaxUtilization = coordination.MaxUtilization,
            LoadCost = coordination.SwitchCostPerSecond * coordination.FrameSeconds,
            BetweenPlans = cache,
        };
    }

    private static async Task PrintAsync(RealRun real, ClusterResult simulated, double overhead)
    {
        await Console.Out.WriteLineAsync("| | real | simulated | simulated / real |\n| --- | --- | --- | --- |");
        await RowAsync("mean latency, s", real.MeanDelaySeconds, simulated.MeanDelaySeconds + overhead);
        await RowAsync("95 % latency, s", real.P95DelaySeconds, simulated.P95DelaySeconds + overhead);
        await RowAsync("hit ratio", real.HitRatio, simulated.HitRatio);
        await RowAsync("served per second", real.ServedPerSecond, simulated.Served / simulated.EndSeconds);
        await RowAsync("steps", real.MeanSteps, simulated.MeanSteps);
    }

    private static Task RowAsync(string what, double real, double simulated) =>
        Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {what} | {real:0.0000} | {simulated:0.0000} | {simulated / real:0.000} |"));
}

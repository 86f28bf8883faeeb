using System.CommandLine;
using System.Text.Json;
using EdgeAigc.Core.Caching;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.Experiments.Replay;

/// <summary><c>replay</c>: a recorded trace through the caching policies.</summary>
internal static class ReplayExperiment
{
    private const int Invalid = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<string> Trace = new("--trace") { Description = "CSV file, plain or .gz, with the columns arrival_seconds, model_id and group_id (the tenant), sorted by arrival", Required = true };

    private static readonly Option<int> Nodes = new("--nodes") { Description = "Nodes", DefaultValueFactory = _ => 4 };

    private static readonly Option<int> ModelsPerNode = new("--models-per-node") { Description = "Models that fit on each node, all of one size", DefaultValueFactory = _ => 4 };

    private static readonly Option<string> Policy = new("--policy") { Description = $"Who decides: {string.Join(", ", ModelCacheNames.All)}", DefaultValueFactory = _ => ModelCacheNames.Market };

    private static readonly Option<string> Routing = new("--routing") { Description = "home: each tenant has its node; cluster: any node may serve", DefaultValueFactory = _ => "home" };

    private static readonly Option<string?> WarmUp = new("--warmup") { Description = "A trace to replay before, which does not count" };

    private static readonly Option<double?> SplitSeconds = new("--split-seconds") { Description = "Count only requests that arrive at or after this time; earlier ones warm up" };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the policy random", DefaultValueFactory = _ => 1 };

    private static readonly Option<double?> ChurnMargin = new("--churn-margin") { Description = "For the policy market: what a load must gain beyond what it displaces, 0 to 1; more means fewer loads and fewer hits" };

    public static Command Create()
    {
        var command = new Command("replay", "Replays a trace of requests through a caching policy and prints hits and loads as JSON. Example: replay --trace trace.csv.gz --nodes 4 --models-per-node 4 --policy lru")
        {
            Trace, Nodes, ModelsPerNode, Policy, Routing, WarmUp, SplitSeconds, Seed, ChurnMargin,
        };
        command.SetAction(parsed => Run(parsed, Console.Out, Console.Error));
        return command;
    }

    /// <summary>Prints the answer, or what is wrong on the error stream.</summary>
    public static int Run(ParseResult parsed, TextWriter output, TextWriter errors)
    {
        try
        {
            var settings = Settings(parsed);
            var (warmUp, reported) = ReplayTrace.Split(
                TraceReader.Read(parsed.GetValue(Trace)!),
                parsed.GetValue(WarmUp) is { } before ? TraceReader.Read(before) : null,
                parsed.GetValue(SplitSeconds));
            output.WriteLine(JsonSerializer.Serialize(new Replayer(settings, TimeProvider.System).Run(warmUp, reported), Json));
            return 0;
        }
        catch (TraceFileException fault)
        {
            errors.WriteLine(fault.Message);
            return Invalid;
        }
    }

    private static ReplaySettings Settings(ParseResult parsed) => new()
    {
        Policy = OneOf(Policy, parsed, ModelCacheNames.All),
        Nodes = Positive(Nodes, parsed),
        ModelsPerNode = Positive(ModelsPerNode, parsed),
        Routing = OneOf(Routing, parsed, ["home", "cluster"]) == "cluster" ? DemandScope.Cluster : DemandScope.Node,
        Seed = parsed.GetValue(Seed),
        ChurnMargin = parsed.GetValue(ChurnMargin) is not { } margin || margin is >= 0 and <= 1
            ? parsed.GetValue(ChurnMargin)
            : throw new TraceFileException($"{ChurnMargin.Name}: is {margin}; it must lie between 0 and 1."),
    };

    private static string OneOf(Option<string> option, ParseResult parsed, IReadOnlyList<string> known) =>
        parsed.GetValue(option) is { } value && known.Contains(value)
            ? value
            : throw new TraceFileException($"{option.Name}: is '{parsed.GetValue(option)}'; it must be one of {string.Join(", ", known)}.");

    private static int Positive(Option<int> option, ParseResult parsed) =>
        parsed.GetValue(option) is > 0 and var value ? value : throw new TraceFileException($"{option.Name}: is {parsed.GetValue(option)}; it must be at least 1.");
}

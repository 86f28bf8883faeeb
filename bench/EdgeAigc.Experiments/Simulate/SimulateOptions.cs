using System.CommandLine;
using EdgeAigc.Core.Caching;
using EdgeAigc.Simulation.Cluster;
using EdgeAigc.Simulation.Workload;

namespace EdgeAigc.Experiments.Simulate;

/// <summary>The options of <c>simulate</c> and the scenario that they describe.</summary>
internal sealed class SimulateOptions
{
    private const double SecondsPerDay = 86_400;

    public Option<string[]> StageOne { get; } = new("--stage-one") { Description = $"Who decides what is in memory, several for a comparison: {string.Join(", ", StageOneNames.All)}", DefaultValueFactory = _ => [StageOneNames.Market], AllowMultipleArgumentsPerToken = true };

    public Option<string[]> StageTwo { get; } = new("--stage-two") { Description = "Who decides what a request gets: market (negotiation), equal (the same steps for all, first come, first served)", DefaultValueFactory = _ => [StageTwoNames.Market], AllowMultipleArgumentsPerToken = true };

    public Option<int> Seed { get; } = new("--seed") { Description = "First seed", DefaultValueFactory = _ => 1 };

    public Option<int> Seeds { get; } = new("--seeds") { Description = "Runs of each pair of policies, with seeds that follow each other", DefaultValueFactory = _ => 1 };

    public Option<int> Parallel { get; } = new("--parallel") { Description = "Runs at a time", DefaultValueFactory = _ => 1 };

    public Option<bool> Json { get; } = new("--json") { Description = "Print everything as JSON, with a row for each frame, instead of a table" };

    private Option<int> Nodes { get; } = new("--nodes") { Description = "Nodes", DefaultValueFactory = _ => 10 };

    private Option<int> Models { get; } = new("--models") { Description = "Models; a recorded image service brings its own", DefaultValueFactory = _ => 100 };

    private Option<int> FleetSeed { get; } = new("--fleet-seed") { Description = "Seed of the nodes and models", DefaultValueFactory = _ => 1 };

    private Option<double> DiskGigabytes { get; } = new("--disk-gb") { Description = "Disk of each node in GB", DefaultValueFactory = _ => 100 };

    private Option<int?> ModelsPerNode { get; } = new("--models-per-node") { Description = "Give every node room for that many models, all of one size, instead of 12 to 24 GB for models of 2 or 7 GB" };

    private Option<int> Neighbours { get; } = new("--neighbours") { Description = "Nodes that a node may pass requests on to; 0 keeps them at home", DefaultValueFactory = _ => 9 };

    private Option<double> Rate { get; } = new("--rate") { Description = "Requests per second and node", DefaultValueFactory = _ => 1 };

    private Option<double> Minutes { get; } = new("--minutes") { Description = "Length in minutes of virtual time; a recorded one ends with its record", DefaultValueFactory = _ => 30 };

    private Option<double> Variation { get; } = new("--cv") { Description = "Standard deviation of the gaps between requests over their mean: 1 is Poisson, more comes in bursts", DefaultValueFactory = _ => 1 };

    private Option<double> Swing { get; } = new("--daily-swing") { Description = "How far the rate swings around its mean within a day, 0 to below 1", DefaultValueFactory = _ => 0 };

    private Option<double> DayMinutes { get; } = new("--day-minutes") { Description = "Length of that day in minutes", DefaultValueFactory = _ => 1440 };

    private Option<double[]> Zipf { get; } = new("--zipf") { Description = "Zipf exponent of the models; several for a law that changes at random times", DefaultValueFactory = _ => [1.0], AllowMultipleArgumentsPerToken = true };

    private Option<double> Move { get; } = new("--move-seconds") { Description = "Mean time between moves of ranks; 0 for none", DefaultValueFactory = _ => 0 };

    private Option<string?> Images { get; } = new("--trace") { Description = "Recorded image service: CSV, plain or .gz, with arrival_seconds, model_id, group_id" };

    private Option<string?> Arrivals { get; } = new("--arrivals") { Description = "Recorded arrivals without models: CSV, plain or .gz, with arrival_seconds, service" };

    private Option<bool> Recorded { get; } = new("--recorded-statistics") { Description = "Made-up requests with the statistics of a recorded image service (GenTD26)" };

    private Option<double> Compression { get; } = new("--compression") { Description = "How many times faster than recorded requests come", DefaultValueFactory = _ => 1 };

    private Option<double> FromDay { get; } = new("--from-day") { Description = "First day of the record that is used", DefaultValueFactory = _ => 0 };

    private Option<double> WarmUpDays { get; } = new("--warm-up-days") { Description = "Days of the record that warm up and are not reported", DefaultValueFactory = _ => 0 };

    private Option<double> Days { get; } = new("--days") { Description = "Days of the record that are used, the warm-up included", DefaultValueFactory = _ => 16 };

    private Option<double> WarmUp { get; } = new("--warm-up-minutes") { Description = "Minutes of virtual time that are not reported, where nothing is recorded", DefaultValueFactory = _ => 5 };

    private Option<double> Frame { get; } = new("--frame") { Description = "Length of a frame in seconds", DefaultValueFactory = _ => 30 };

    private Option<double> Slot { get; } = new("--slot") { Description = "Length of a slot in seconds", DefaultValueFactory = _ => 0.02 };

    private Option<bool> NoBatching { get; } = new("--no-batching") { Description = "One image at a time" };

    private Option<bool> NoForecast { get; } = new("--no-forecast") { Description = "Plan by the counts of the last frame" };

    private Option<double> Memory { get; } = new("--forecast-memory") { Description = "Seconds of the record's clock over which the forecast remembers", DefaultValueFactory = _ => 3600 };

    private Option<double> LoadCost { get; } = new("--load-cost") { Description = "What plans take a second of loading to cost, in utility", DefaultValueFactory = _ => 0.3 };

    private Option<string> Between { get; } = new("--between-plans") { Description = $"Who makes room for misses between plans: {string.Join(", ", ModelCacheNames.All)}", DefaultValueFactory = _ => ModelCacheNames.Gdsf };

    private Option<double> Churn { get; } = new("--churn-share") { Description = "Share of a node's time that may go into loads for requests which displace other models, before it sends them elsewhere; 1 loads every miss", DefaultValueFactory = _ => 0.25 };

    private Option<double> Saved { get; } = new("--churn-saved-seconds") { Description = "Seconds of such loads that a quiet node saves up", DefaultValueFactory = _ => 60 };

    private Option<double> View { get; } = new("--view-seconds") { Description = "Age at which what a node knows of another is asked for anew", DefaultValueFactory = _ => 1 };

    private Option<int> Patience { get; } = new("--patience") { Description = "Rounds of search that may pass in planning without a better plan", DefaultValueFactory = _ => 20 };

    private Option<double> PlanSeconds { get; } = new("--plan-seconds") { Description = "End planning by the clock instead, after that many seconds; 0 does not", DefaultValueFactory = _ => 0 };

    private Option<double> CloudSeconds { get; } = new("--cloud-seconds") { Description = "Delay of a cloud that serves the rest; 0 for none", DefaultValueFactory = _ => 0 };

    private Option<double> Reference { get; } = new("--reference-seconds") { Description = "Delay that weighs as much as full quality", DefaultValueFactory = _ => 10 };

    private Option<double> Horizon { get; } = new("--horizon") { Description = "Device seconds that a node commits ahead at most", DefaultValueFactory = _ => 30 };

    /// <summary>All options.</summary>
    public IEnumerable<Option> All =>
    [
        StageOne, StageTwo, Seed, Seeds, Parallel, Json, Nodes, Models, FleetSeed, DiskGigabytes, ModelsPerNode, Neighbours, Rate, Minutes, Variation, Swing, DayMinutes, Zipf,
        Move, Images, Arrivals, Recorded, Compression, FromDay, WarmUpDays, Days, WarmUp, Frame, Slot, NoBatching, NoForecast, Memory, LoadCost, Between, Churn, Saved, View, Patience, PlanSeconds, CloudSeconds,
        Reference, Horizon,
    ];

    /// <summary>The scenario.</summary>
    /// <exception cref="TraceFileException">A record or an option cannot be used.</exception>
    public ClusterScenario Scenario(ParseResult parsed)
    {
        var trace = Trace(parsed);
        var (nodes, recorded) = (parsed.GetValue(Nodes), trace is not null || parsed.GetValue(Recorded));
        var compression = recorded ? parsed.GetValue(Compression) : 1;
        var names = trace?.Models ?? [.. Enumerable.Range(0, parsed.GetValue(Models)).Select(index => $"m{index}")];
        var scenario = new ClusterScenario
        {
            Nodes = SyntheticFleet.Nodes(nodes, (long)(parsed.GetValue(DiskGigabytes) * 1e9), parsed.GetValue(FleetSeed)),
            Models = SyntheticFleet.Models(names, parsed.GetValue(FleetSeed)),
            Workload = Workload(parsed, trace, names.Count, compression),
            Neighbours = parsed.GetValue(Neighbours),
            Cloud = parsed.GetValue(CloudSeconds) > 0 ? new(1, parsed.GetValue(CloudSeconds)) : null,
            Negotiation = new() { ReferenceSeconds = parsed.GetValue(Reference), HorizonSeconds = parsed.GetValue(Horizon), SlotSeconds = parsed.GetValue(Slot) },
            Device = new() { MaxBatchImages = parsed.GetValue(NoBatching) ? 1 : 16 },
            FrameSeconds = parsed.GetValue(Frame),
            WarmUpSeconds = recorded ? parsed.GetValue(WarmUpDays) * SecondsPerDay / compression : 60 * parsed.GetValue(WarmUp),
            TimeScale = compression,
            UseForecast = !parsed.GetValue(NoForecast),
            Forecast = new() { MemorySeconds = parsed.GetValue(Memory) },
            LoadCost = parsed.GetValue(LoadCost),
            BetweenPlans = parsed.GetValue(Between)!,
            ChurnShare = parsed.GetValue(Churn),
            ChurnSavedSeconds = parsed.GetValue(Saved),
            ViewSeconds = parsed.GetValue(View),
            PlanByTheClock = parsed.GetValue(PlanSeconds) > 0,
            Planning = new() { PatienceRounds = parsed.GetValue(Patience), TimeBudgetSeconds = parsed.GetValue(PlanSeconds) > 0 ? parsed.GetValue(PlanSeconds) : 2 },
        };
        return parsed.GetValue(ModelsPerNode) is { } room ? OfOneSize(scenario, room) : scenario;
    }

    private ImportedTrace? Trace(ParseResult parsed)
    {
        if (parsed.GetValue(Images) is { } images)
            return ImportedTrace.OfImages(images);
        return parsed.GetValue(Arrivals) is { } arrivals
            ? ImportedTrace.OfArrivals(arrivals, parsed.GetValue(Models), parsed.GetValue(Zipf)![0], parsed.GetValue(FleetSeed))
            : null;
    }

    private IClusterWorkload Workload(ParseResult parsed, ImportedTrace? trace, int models, double compression)
    {
        var (nodes, from) = (parsed.GetValue(Nodes), parsed.GetValue(FromDay) * SecondsPerDay);
        if (trace is not null)
            return new TraceWorkload(trace, nodes) { Compression = compression, FromSeconds = from, ToSeconds = from + (parsed.GetValue(Days) * SecondsPerDay) };
        if (parsed.GetValue(Recorded))
            return new RecordedStatistics { Nodes = nodes, Models = models, Seconds = parsed.GetValue(Days) * SecondsPerDay, Compression = compression };
        return new SyntheticWorkload
        {
            Nodes = nodes,
            Models = models,
            Seconds = 60 * parsed.GetValue(Minutes),
            Arrivals = new()
            {
                RequestsPerSecond = nodes * parsed.GetValue(Rate),
                CoefficientOfVariation = parsed.GetValue(Variation),
                DailySwing = parsed.GetValue(Swing),
                DaySeconds = 60 * parsed.GetValue(DayMinutes),
            },
            Popularity = new() { Exponents = parsed.GetValue(Zipf)!, MoveSeconds = parsed.GetValue(Move) > 0 ? parsed.GetValue(Move) : double.PositiveInfinity },
        };
    }

    private static ClusterScenario OfOneSize(ClusterScenario scenario, int room) => scenario with
    {
        Nodes = [.. scenario.Nodes.Select(node => node with { MemoryBytes = room })],
        Models = [.. scenario.Models.Select(model => model with { MemoryBytes = 1 })],
    };
}

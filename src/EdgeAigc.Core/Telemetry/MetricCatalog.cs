using static EdgeAigc.Core.Telemetry.TelemetryNames;

namespace EdgeAigc.Core.Telemetry;

/// <summary>Every metric. docs/observability.md lists them for operators.</summary>
public static class MetricCatalog
{
    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
    private static readonly double[] LongSeconds = [1, 10, 60, 300, 900, 3600, 14400, 86400, 604800];

    /// <summary>A request to the cluster from its first grain to its last event.</summary>
    public static MetricDefinition RequestDuration { get; } = new(
        "gen_ai.server.request.duration", MetricKind.Histogram, "s", "Time of a request from its arrival to its last event.", Operation, Provider, Model, Error)
    { Buckets = Seconds };

    /// <summary>A request to the cloud upstream.</summary>
    public static MetricDefinition CloudDuration { get; } = new(
        "gen_ai.client.operation.duration", MetricKind.Histogram, "s", "Time of a request that was passed on to the cloud upstream.", Operation, Provider, Model, Error)
    { Buckets = Seconds };

    /// <summary>A phase of an image.</summary>
    public static MetricDefinition PhaseDuration { get; } = new(
        "edgeaigc.phase.duration", MetricKind.Histogram, "s", "Time of a phase of a delivered image; the load only where one was waited for.", Phase, Model)
    { Buckets = Seconds };

    /// <summary>Bids until there was an offer or a refusal.</summary>
    public static MetricDefinition NegotiationDuration { get; } = new(
        "edgeaigc.negotiation.duration", MetricKind.Histogram, "s", "Time until the nodes that were asked had answered, waiting for an offer included.")
    { Buckets = Seconds };

    /// <summary>Steps of an image.</summary>
    public static MetricDefinition Steps { get; } = new(
        "edgeaigc.image.steps", MetricKind.Histogram, "{step}", "Denoising steps of a delivered image.", Model)
    { Buckets = [1, 2, 4, 8, 12, 16, 20, 30, 50, 100] };

    /// <summary>Expected quality of an image.</summary>
    public static MetricDefinition Quality { get; } = new(
        "edgeaigc.image.quality", MetricKind.Histogram, "1", "Quality of a delivered image by its model's curve, 0 to 1; not for models without curves.", Model)
    { Buckets = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1] };

    /// <summary>Jobs of a batch.</summary>
    public static MetricDefinition BatchSize { get; } = new(
        "edgeaigc.batch.size", MetricKind.Histogram, "{job}", "Jobs that shared an evaluation of the denoising network.", Model)
    { Buckets = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32] };

    /// <summary>Jobs that wait for the device.</summary>
    public static MetricDefinition QueueSize { get; } = new(
        "edgeaigc.queue.size", MetricKind.Gauge, "{job}", "Jobs that wait for the device.");

    /// <summary>Promises.</summary>
    public static MetricDefinition Promises { get; } = new(
        "edgeaigc.promises", MetricKind.Counter, "{promise}", "Promises by what became of them: kept, or missed with its cause.", Outcome, Cause);

    /// <summary>Bids.</summary>
    public static MetricDefinition Bids { get; } = new(
        "edgeaigc.bids", MetricKind.Counter, "{bid}", "Bids by their answer.", Answer);

    /// <summary>Price of compute.</summary>
    public static MetricDefinition Price { get; } = new(
        "edgeaigc.price", MetricKind.Gauge, "{utility}", "What the compute of the latest offer is worth to other requests.");

    /// <summary>Hits and misses.</summary>
    public static MetricDefinition CacheRequests { get; } = new(
        "edgeaigc.cache.requests", MetricKind.Counter, "{request}", "Requests that a node took, by whether it had their model in memory.", CacheResult, Model);

    /// <summary>Loads.</summary>
    public static MetricDefinition LoadDuration { get; } = new(
        "edgeaigc.model.load.duration", MetricKind.Histogram, "s", "Time of bringing a model into memory.", Model, Error)
    { Buckets = Seconds };

    /// <summary>Evictions.</summary>
    public static MetricDefinition EvictionAge { get; } = new(
        "edgeaigc.model.eviction.age", MetricKind.Histogram, "s", "Time since the last use of a model that left memory.", Model, EvictionReason)
    { Buckets = LongSeconds };

    /// <summary>Memory of models.</summary>
    public static MetricDefinition MemoryUsage { get; } = new(
        "edgeaigc.model.memory.usage", MetricKind.Gauge, "By", "Memory of a model that is loaded.", Model);

    /// <summary>Memory for models.</summary>
    public static MetricDefinition MemoryLimit { get; } = new(
        "edgeaigc.model.memory.limit", MetricKind.Gauge, "By", "Memory that all models together may occupy.");

    /// <summary>Planning.</summary>
    public static MetricDefinition PlanDuration { get; } = new(
        "edgeaigc.plan.duration", MetricKind.Histogram, "s", "Time of planning which models live where.", Policy)
    { Buckets = Seconds };

    /// <summary>Certified gap.</summary>
    public static MetricDefinition PlanGap { get; } = new(
        "edgeaigc.plan.gap", MetricKind.Gauge, "1", "Certified relative gap of the latest plan to the best one possible.");

    /// <summary>Forecast error.</summary>
    public static MetricDefinition ForecastLoss { get; } = new(
        "edgeaigc.forecast.loss", MetricKind.Gauge, "{request}", "Pinball loss of the forecast for the latest frame, and that of the counts before it in its place.", Forecast);

    /// <summary>Decisions of learned policies.</summary>
    public static MetricDefinition LearnedDecisions { get; } = new(
        "edgeaigc.learned.decisions", MetricKind.Counter, "{decision}", "Decisions of a learned policy, by whether they were feasible or had to be repaired.", Stage, Outcome);

    /// <summary>Churn guard.</summary>
    public static MetricDefinition ChurnRefusals { get; } = new(
        "edgeaigc.churn_guard.refusals", MetricKind.Counter, "{request}", "Bids refused because models have displaced each other too often lately.", Model);

    /// <summary>Quotas.</summary>
    public static MetricDefinition QuotaRefusals { get; } = new(
        "edgeaigc.quota.refusals", MetricKind.Counter, "{request}", "Requests refused because the quota of their key is used up.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        RequestDuration, CloudDuration, NegotiationDuration, PhaseDuration, Steps, Quality, BatchSize, QueueSize, Promises, Bids, Price, CacheRequests,
        LoadDuration, EvictionAge, MemoryUsage, MemoryLimit, PlanDuration, PlanGap, ForecastLoss, LearnedDecisions, ChurnRefusals, QuotaRefusals,
    ];
}

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>The nodes of the cluster.</summary>
/// <param name="Nodes">The nodes by name.</param>
internal sealed record ClusterReply(IReadOnlyList<NodeReply> Nodes);

/// <summary>A node. One that does not answer has a name only.</summary>
internal sealed record NodeReply(string Name, bool Reachable)
{
    /// <summary>Device that runs its models.</summary>
    public string Device { get; init; } = "";

    /// <summary>Memory for models, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Models in memory, on their way into it, or on their way out.</summary>
    public IReadOnlyList<NodeModelReply> Models { get; init; } = [];

    /// <summary>Requests waiting for the device.</summary>
    public int QueuedRequests { get; init; }

    /// <summary>Denoising steps accepted and not yet made.</summary>
    public long OutstandingSteps { get; init; }

    /// <summary>Time in milliseconds that the device needs for all that is promised.</summary>
    public double PromisedWorkMs { get; init; }

    /// <summary>Requests that wait for an offer.</summary>
    public int WaitingBids { get; init; }

    /// <summary>Promises kept, those missed by less than a tenth included.</summary>
    public long PromisesKept { get; init; }

    /// <summary>Promises missed by more than a tenth.</summary>
    public long PromisesMissed { get; init; }

    /// <summary>Those missed, by cause.</summary>
    public IReadOnlyDictionary<string, long> MissedByCause { get; init; } = new Dictionary<string, long>();

    /// <summary>Requests refused.</summary>
    public long Refused { get; init; }

    /// <summary>Epoch of the plan that the node follows; 0 before the first.</summary>
    public long PlanEpoch { get; init; }

    /// <summary>Models that could not be loaded.</summary>
    public IReadOnlyList<FailedLoadReply> FailedLoads { get; init; } = [];

    /// <summary>Model folders that cannot be served.</summary>
    public IReadOnlyList<UnusableModelReply> UnusableModels { get; init; } = [];

    /// <summary>The link; null when the node did not tell.</summary>
    public EgressReply? Egress { get; init; }

    /// <summary>The last slots, the newest last.</summary>
    public IReadOnlyList<SlotReply> Slots { get; init; } = [];
}

/// <summary>A model on a node.</summary>
/// <param name="Name">Name.</param>
/// <param name="State">resident, loading or leaving.</param>
/// <param name="Bytes">Memory that it occupies, in bytes; of one that is loading the size of its weights on disk.</param>
internal sealed record NodeModelReply(string Name, string State, long Bytes);

/// <summary>A model that could not be loaded.</summary>
/// <param name="Model">Name.</param>
/// <param name="Message">Why.</param>
/// <param name="Attempts">Attempts that failed one after the other.</param>
internal sealed record FailedLoadReply(string Model, string Message, int Attempts);

/// <summary>A model folder that cannot be served.</summary>
/// <param name="File">File at fault.</param>
/// <param name="Message">What is wrong with it.</param>
internal sealed record UnusableModelReply(string File, string Message);

/// <summary>The egress link of a node.</summary>
/// <param name="CapacityBps">Capacity in bits per second; null when it is not paced.</param>
/// <param name="CommittedBps">What the deliveries under way were promised of it, in bits per second; null when that has no bound.</param>
/// <param name="Deliveries">Deliveries under way.</param>
internal sealed record EgressReply(double? CapacityBps, double? CommittedBps, int Deliveries);

/// <summary>Bids that were answered together.</summary>
/// <param name="At">When.</param>
/// <param name="Answers">The answers.</param>
internal sealed record SlotReply(DateTimeOffset At, IReadOnlyList<SlotAnswerReply> Answers);

/// <summary>The answer to a bid.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Steps">Denoising steps offered; null when it was refused.</param>
/// <param name="Quality">Estimated quality of these, from 0 to 1.</param>
/// <param name="FinishMs">Promised time in milliseconds.</param>
/// <param name="Utility">What the offer is worth to the request.</param>
/// <param name="Price">What its compute is worth to others.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
internal sealed record SlotAnswerReply(
    string Model, int? Steps, double? Quality, double? FinishMs, double? Utility, double? Price, string? Refusal);

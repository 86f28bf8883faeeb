namespace EdgeAigc.Simulation.Cluster.Results;

/// <summary>What came of a run. Requests of the warm-up are left out, and so are the loads and plans of its frames. Only what is measured in wall
/// time differs between two runs of the same scenario, policies and seed.</summary>
public sealed record ClusterResult
{
    /// <summary>One of <see cref="StageOneNames"/>.</summary>
    public required string StageOne { get; init; }

    /// <summary>One of <see cref="StageTwoNames"/>.</summary>
    public required string StageTwo { get; init; }

    /// <summary>Seed of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>Requests; each was served, sent to the cloud or rejected.</summary>
    public required long Requests { get; init; }

    /// <summary>Requests that nodes served.</summary>
    public required long Served { get; init; }

    /// <summary>Requests that the cloud served.</summary>
    public required long Cloud { get; init; }

    /// <summary>Requests that were rejected.</summary>
    public required long Rejected { get; init; }

    /// <summary>Mean utility over all requests.</summary>
    public required double MeanUtility { get; init; }

    /// <summary>Mean delay of those that were served by nodes or cloud, in seconds.</summary>
    public required double MeanDelaySeconds { get; init; }

    /// <summary>Delay that 95 % of these did not exceed, in seconds.</summary>
    public required double P95DelaySeconds { get; init; }

    /// <summary>Mean quality of these.</summary>
    public required double MeanQuality { get; init; }

    /// <summary>Mean denoising steps of those that nodes served.</summary>
    public required double MeanSteps { get; init; }

    /// <summary>Part of the requests whose model was ready within reach when they arrived.</summary>
    public required double HitRatio { get; init; }

    /// <summary>Part of the requests that the cloud served.</summary>
    public required double CloudRatio { get; init; }

    /// <summary>Part of the requests that were rejected.</summary>
    public required double RejectRatio { get; init; }

    /// <summary>Part of the results of nodes that came more than a tenth later than promised.</summary>
    public required double BrokenPromiseRatio { get; init; }

    /// <summary>Loads from the node's own disk.</summary>
    public required long DiskLoads { get; init; }

    /// <summary>Loads from another node.</summary>
    public required long PeerLoads { get; init; }

    /// <summary>Loads from the origin.</summary>
    public required long OriginLoads { get; init; }

    /// <summary>All loads.</summary>
    public long Loads => DiskLoads + PeerLoads + OriginLoads;

    /// <summary>Bytes that came over a network for loads.</summary>
    public required long MovedBytes { get; init; }

    /// <summary>Part of the devices' time that they worked, the warm-up and the end of the run included.</summary>
    public required double Utilization { get; init; }

    /// <summary>Largest part of a node's memory that was ever occupied.</summary>
    public required double PeakMemoryUse { get; init; }

    /// <summary>Virtual time at the end, in seconds.</summary>
    public required double EndSeconds { get; init; }

    /// <summary>Plans made.</summary>
    public required int Plans { get; init; }

    /// <summary>Mean certified relative gap of the plans; null without plans.</summary>
    public required double? MeanPlanGap { get; init; }

    /// <summary>Wall time of a plan, in seconds; null without plans.</summary>
    public required double? SecondsPerPlan { get; init; }

    /// <summary>Wall time of stage two for each bid that it answered, in microseconds; the warm-up included.</summary>
    public required double MicrosecondsPerBid { get; init; }

    /// <summary>Wall time of the run, in seconds.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>All requests, of the warm-up too.</summary>
    public required long SimulatedRequests { get; init; }

    /// <summary>Each frame after the warm-up.</summary>
    public required IReadOnlyList<FrameRow> Frames { get; init; }
}

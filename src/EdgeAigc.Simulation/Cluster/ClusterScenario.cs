using EdgeAigc.Core.Caching;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Placement;
using EdgeAigc.Core.Workload;
using EdgeAigc.Simulation.Nodes;

namespace EdgeAigc.Simulation.Cluster;

/// <summary>A cluster, what it is asked for and how it is run: everything but the two policies and the seed. Runs do not change it, so that many
/// may share one.</summary>
public sealed record ClusterScenario
{
    /// <summary>The nodes, each name once.</summary>
    public required IReadOnlyList<ClusterNode> Nodes { get; init; }

    /// <summary>The models, each name once.</summary>
    public required IReadOnlyList<ClusterModel> Models { get; init; }

    /// <summary>The requests.</summary>
    public required IClusterWorkload Workload { get; init; }

    /// <summary>Nodes that a node may pass a request on to: those next to it on a ring. None keeps every request at home.</summary>
    public int Neighbours { get; init; } = int.MaxValue;

    /// <summary>Time in seconds that passing a request on is expected to add to its delay.</summary>
    public double AccessSeconds { get; init; } = 0.02;

    /// <summary>Time in seconds that it truly adds, where that differs from what is expected.</summary>
    public double? ForwardSeconds { get; init; }

    /// <summary>Age in seconds at which what a node knows of another is asked for anew; 0 asks for every request.</summary>
    public double ViewSeconds { get; init; } = 1;

    /// <summary>Share of a node's time that may go into loads for requests which displace other models; beyond it they go elsewhere.</summary>
    public double ChurnShare { get; init; } = 0.25;

    /// <summary>Seconds of such loads that a quiet node saves up.</summary>
    public double ChurnSavedSeconds { get; init; } = 60;

    /// <summary>Serves what the cluster does not; null when such requests are rejected.</summary>
    public CloudService? Cloud { get; init; }

    /// <summary>Settings of stage two; its policy is given to the run.</summary>
    public NegotiationOptions Negotiation { get; init; } = new();

    /// <summary>Batches, and how devices differ from their curves.</summary>
    public SimulatedDeviceOptions Device { get; init; } = new();

    /// <summary>Length of a frame in seconds.</summary>
    public double FrameSeconds { get; init; } = 30;

    /// <summary>Requests that arrive before are served and not reported, in seconds of virtual time.</summary>
    public double WarmUpSeconds { get; init; }

    /// <summary>Seconds of the forecast's clock in a second of virtual time: above 1 where a trace was compressed, so that hours of the day and
    /// memory keep their meaning.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>Whether plans go by the forecast; else by the counts of the last frame.</summary>
    public bool UseForecast { get; init; } = true;

    /// <summary>Settings of the forecast, on its clock; the length of a frame is set by the run.</summary>
    public DemandForecasterOptions Forecast { get; init; } = new();

    /// <summary>Limits of planning. Without <see cref="PlanByTheClock"/> only the patience counts.</summary>
    public PlacementOptions Planning { get; init; } = new() { PatienceRounds = 20 };

    /// <summary>Whether planning ends by its time budget, as on a silo; plans then depend on the machine.</summary>
    public bool PlanByTheClock { get; init; }

    /// <summary>Part of a device's time that a plan may use.</summary>
    public double MaxUtilization { get; init; } = 0.9;

    /// <summary>What a second of loading costs, in utility of one request.</summary>
    public double LoadCost { get; init; } = 0.3;

    /// <summary>Preference α by which plans value requests.</summary>
    public double LatencyPreference { get; init; } = 0.3;

    /// <summary>Who makes room for misses between the plans of <see cref="StageOneNames.Market"/> and <see cref="StageOneNames.OracleDemand"/>, one of
    /// <see cref="ModelCacheNames"/>. The default is a silo's.</summary>
    public string BetweenPlans { get; init; } = ModelCacheNames.Gdsf;

    /// <summary>Settings of the caching policies.</summary>
    public ModelCacheOptions Caching { get; init; } = new() { Scope = DemandScope.Cluster };
}

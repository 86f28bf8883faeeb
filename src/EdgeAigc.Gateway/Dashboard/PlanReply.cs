using EdgeAigc.Contracts.Coordination;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>What is planned, and from which demand.</summary>
internal sealed record PlanReply
{
    /// <summary>Number of the plan; 0 before the first.</summary>
    public long Epoch { get; init; }

    /// <summary>Name of the policy.</summary>
    public string Policy { get; init; } = "";

    /// <summary>Node on which the Coordinator lives.</summary>
    public string Coordinator { get; init; } = "";

    /// <summary>Length of a frame in seconds.</summary>
    public double FrameSeconds { get; init; }

    /// <summary>When it was made; null before the first.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>Utility per second of the plan.</summary>
    public double Value { get; init; }

    /// <summary>Certified distance of that value from the best possible one, as a part of it.</summary>
    public double RelativeGap { get; init; }

    /// <summary>The plan.</summary>
    public IReadOnlyList<PlannedCopyReply> Copies { get; init; } = [];

    /// <summary>The demand that it is made for.</summary>
    public IReadOnlyList<DemandReply> Demand { get; init; } = [];

    /// <summary>Models that an operator wants on a node.</summary>
    public IReadOnlyList<PinReply> Pins { get; init; } = [];

    /// <summary>What kept the last frame from being planned as wanted.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Frames of the past, the newest last.</summary>
    public IReadOnlyList<FrameReply> History { get; init; } = [];

    /// <summary>What the Coordinator tells, without what changes by the mere passing of time.</summary>
    public static PlanReply Of(CoordinatorStatus plan) => new()
    {
        Epoch = plan.Epoch,
        Policy = plan.Policy,
        Coordinator = plan.Silo,
        FrameSeconds = plan.Frame.TotalSeconds,
        PlannedAt = plan.History.IsEmpty ? null : plan.History[^1].At,
        Value = Round(plan.Value),
        RelativeGap = Round(plan.RelativeGap),
        Copies = [.. plan.Copies.Select(copy => new PlannedCopyReply(
            copy.Node, copy.Model, Round(copy.RequestsPerSecond), Round(copy.Gain), copy.SinceEpoch, copy.Displaced))],
        Demand = [.. plan.Demand.Select(row => new DemandReply(row.Node, row.Model, Round(row.RequestsPerSecond)))],
        Pins = [.. plan.Pins.Select(pin => new PinReply(pin.Model, pin.Node))],
        Problems = plan.Problems,
        History = [.. plan.History.Select(frame => new FrameReply(frame.Epoch, frame.At, frame.Arrivals, frame.Misses, frame.Loads))],
    };

    // JSON has no word for infinity, and nobody reads more digits.
    private static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 6) : 0;
}

/// <summary>A model that the plan has on a node, and why.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="RequestsPerSecond">Demand that it is planned to serve.</param>
/// <param name="Gain">Utility per second of serving it here instead of from a cold model.</param>
/// <param name="SinceEpoch">Epoch of the plan that brought it here.</param>
/// <param name="Displaced">Models that left the node in that plan.</param>
internal sealed record PlannedCopyReply(
    string Node, string Model, double RequestsPerSecond, double Gain, long SinceEpoch, IReadOnlyList<string> Displaced);

/// <summary>Expected demand.</summary>
/// <param name="Node">Node by which the requests enter.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="RequestsPerSecond">Rate.</param>
internal sealed record DemandReply(string Node, string Model, double RequestsPerSecond);

/// <summary>A model that an operator wants on a node.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Node">Name of the node.</param>
internal sealed record PinReply(string Model, string Node);

/// <summary>One frame in short.</summary>
/// <param name="Epoch">Epoch of its plan.</param>
/// <param name="At">When it was planned.</param>
/// <param name="Arrivals">Requests that came since the frame before.</param>
/// <param name="Misses">Requests that found their model out of memory.</param>
/// <param name="Loads">Loads that were planned.</param>
internal sealed record FrameReply(long Epoch, DateTimeOffset At, int Arrivals, int Misses, int Loads);

using System.Collections.Immutable;

namespace EdgeAigc.Contracts.Coordination;

/// <summary>What the Coordinator planned, and from which demand.</summary>
[GenerateSerializer, Immutable, Alias("edgeaigc.CoordinatorStatus")]
public sealed record CoordinatorStatus
{
    /// <summary>Epoch of the plan.</summary>
    [Id(0)] public long Epoch { get; init; }

    /// <summary>Name of the policy; <c>off</c> when nothing is planned.</summary>
    [Id(1)] public string Policy { get; init; } = "";

    /// <summary>Name of the silo that it lives on.</summary>
    [Id(2)] public string Silo { get; init; } = "";

    /// <summary>Length of a frame.</summary>
    [Id(3)] public TimeSpan Frame { get; init; }

    /// <summary>Time since the last plan was made; null before the first.</summary>
    [Id(4)] public TimeSpan? Age { get; init; }

    /// <summary>The plan.</summary>
    [Id(5)] public ImmutableArray<PlannedCopy> Copies { get; init; } = [];

    /// <summary>The demand that it is made for.</summary>
    [Id(6)] public ImmutableArray<ForecastDemand> Demand { get; init; } = [];

    /// <summary>Pins, those included that cannot be kept at present.</summary>
    [Id(7)] public ImmutableArray<ModelPin> Pins { get; init; } = [];

    /// <summary>What kept the last frame from being planned as wanted.</summary>
    [Id(8)] public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Utility per second of the plan.</summary>
    [Id(9)] public double Value { get; init; }

    /// <summary>Certified distance of that value from the best possible one, as a part of it.</summary>
    [Id(10)] public double RelativeGap { get; init; }

    /// <summary>Frames of the past, the newest last.</summary>
    [Id(11)] public ImmutableArray<FrameSummary> History { get; init; } = [];
}

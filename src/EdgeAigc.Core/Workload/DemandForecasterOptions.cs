using System.ComponentModel.DataAnnotations;

namespace EdgeAigc.Core.Workload;

/// <summary>Settings of the demand forecast.</summary>
public sealed record DemandForecasterOptions
{
    /// <summary>Length of a frame in seconds; default 30.</summary>
    [Range(1e-3, 86_400)]
    public double FrameSeconds { get; init; } = 30;

    /// <summary>Timescale at which counts fade, in seconds; default 3,600.</summary>
    [Range(1, 1e8)]
    public double MemorySeconds { get; init; } = 3600;

    /// <summary>History after which the hours of the day count, in seconds; default two days. The days of the week count after seven times as much.</summary>
    [Range(1, 1e9)]
    public double DailyHistorySeconds { get; init; } = 172_800;

    /// <summary>Whether hours of the day and days of the week are learned at all; default true.</summary>
    public bool Seasonal { get; init; } = true;

    /// <summary>Whether a trend is followed; default true.</summary>
    public bool Trend { get; init; } = true;

    /// <summary>Faded requests below which a model is forgotten on a node; default 0.001.</summary>
    [Range(0, 1)]
    public double ForgetBelow { get; init; } = 1e-3;

    /// <summary>(node, model) pairs remembered at most; beyond, those with the fewest requests go; default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxPairs { get; init; } = 100_000;
}

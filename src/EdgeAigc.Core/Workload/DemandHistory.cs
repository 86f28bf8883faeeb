using System.Collections.Immutable;

namespace EdgeAigc.Core.Workload;

/// <summary>All that a <see cref="DemandForecaster"/> has learned, so that it can go on after a restart.</summary>
public sealed record DemandHistory
{
    /// <summary>End of the last frame, in seconds since a Monday, midnight.</summary>
    public double EndSeconds { get; init; }

    /// <summary>What was seen at each node.</summary>
    public ImmutableArray<NodeHistory> Nodes { get; init; } = [];

    /// <summary>Hours of the day; null where none was seen.</summary>
    public SeasonHistory? Days { get; init; }

    /// <summary>Days of the week; null where none was seen.</summary>
    public SeasonHistory? Weeks { get; init; }

    /// <summary>Summed squared errors over forecast variances, faded.</summary>
    public double DispersionSquares { get; init; }

    /// <summary>Forecasts in that sum, faded.</summary>
    public double DispersionWeight { get; init; }
}

/// <summary>What was seen at a node.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Exposure">Seconds it was watched, weighted by the season and faded.</param>
/// <param name="FreshExposure">The same at a quarter of the timescale.</param>
/// <param name="Models">What was asked of it.</param>
public sealed record NodeHistory(string Node, double Exposure, double FreshExposure, ImmutableArray<ModelHistory> Models);

/// <summary>Requests for a model at a node.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Requests">Requests, faded.</param>
/// <param name="Fresh">The same at a quarter of the timescale.</param>
public sealed record ModelHistory(string Model, double Requests, double Fresh);

/// <summary>What was seen in each place of a cycle.</summary>
/// <param name="Requests">Requests, faded, one number for each place.</param>
/// <param name="Seconds">Seconds, faded, likewise.</param>
/// <param name="Seen">Seconds in all, not faded.</param>
public sealed record SeasonHistory(ImmutableArray<double> Requests, ImmutableArray<double> Seconds, double Seen);

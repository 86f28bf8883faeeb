namespace EdgeAigc.Contracts.Coordination;

/// <summary>One frame in short.</summary>
/// <param name="Epoch">Epoch of its plan.</param>
/// <param name="At">When it was planned.</param>
/// <param name="Arrivals">Requests that came since the frame before.</param>
/// <param name="Misses">Requests that found their model out of memory.</param>
/// <param name="Loads">Loads that were planned.</param>
[GenerateSerializer, Immutable, Alias("edgeaigc.FrameSummary")]
public sealed record FrameSummary(
    [property: Id(0)] long Epoch, [property: Id(1)] DateTimeOffset At, [property: Id(2)] int Arrivals, [property: Id(3)] int Misses, [property: Id(4)] int Loads)
{
    /// <summary>Pinball loss, in requests, of the forecast that the frame began with, over nodes, models and the quantiles 10, 50 and 90 %.</summary>
    [Id(5)] public double ForecastLoss { get; init; }

    /// <summary>What the counts of the frame before would have lost if they had been the forecast.</summary>
    [Id(6)] public double LastValueLoss { get; init; }
}

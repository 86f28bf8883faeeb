using EdgeAigc.Contracts.Coordination;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Says what the coming frame will ask for.</summary>
internal interface IDemandForecast
{
    /// <summary>Takes in a frame and forecasts the next one.</summary>
    /// <param name="end">When the frame ended.</param>
    /// <param name="reports">What the nodes counted in it; a node that did not report is left out.</param>
    /// <returns>Rates above 0 of all nodes that were heard of.</returns>
    IReadOnlyList<ForecastDemand> Next(DateTimeOffset end, IReadOnlyCollection<FrameReport> reports);
}

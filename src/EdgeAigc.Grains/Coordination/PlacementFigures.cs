using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Diffusion.Models;
using EdgeAigc.Grains.Negotiation;
using EdgeAigc.ModelStore.Fetching;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Puts a model's measured curves into the terms of stage one.</summary>
internal static class PlacementFigures
{
    /// <summary>Memory that the model occupies: what calibration measured, or else its weights.</summary>
    public static long MemoryBytes(ModelFolder model) => model.Curves?.ResidentBytes ?? model.WeightBytes;

    public static ModelFigures Of(ModelFolder model, LoadTimes loads, NegotiationOptions options) => new(
        model.Name, MemoryBytes(model), Math.Max(model.DiskBytes, model.WeightBytes), SecondsPerRequest(model, options),
        Math.Clamp(model.Curves?.Quality.Curve.At(model.DefaultSteps) ?? 1, 0, 1), loads.FromDisk(model))
    {
        PeerFetchSeconds = loads.FetchSeconds(model, SourceKind.Peer),
        OriginFetchSeconds = loads.FetchSeconds(model, SourceKind.Origin),
    };

    private static double SecondsPerRequest(ModelFolder model, NegotiationOptions options) => model.Curves is { Latency: var latency }
        ? latency.FixedSeconds + (model.DefaultSteps * latency.Curve.Interpolate(1))
        : model.DefaultSteps * options.UncalibratedStepSeconds;
}

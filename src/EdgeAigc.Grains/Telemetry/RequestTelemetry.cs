using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Telemetry;
using EdgeAigc.Diffusion.Engine;
using EdgeAigc.Grains.Routing;
using Microsoft.Extensions.Options;

namespace EdgeAigc.Grains.Telemetry;

/// <summary>Measures and traces requests in the grains that relay them.</summary>
internal sealed class RequestTelemetry(RequestMetrics metrics, IDenoisingEngine engine, IOptions<RoutingOptions> options, TimeProvider time)
{
    /// <summary>Begins a request: its span becomes the current one until <see cref="ObservedRequest.Leave"/>.</summary>
    public ObservedRequest Begin(GenerationRequest request) => new(this, request, time.GetTimestamp());

    /// <summary>Takes a request that ended.</summary>
    /// <param name="began">Timestamp of its beginning.</param>
    /// <param name="model">Its model as far as it is known to exist.</param>
    /// <param name="error">Code of its failure, or null.</param>
    public void End(long began, string model, string? error) => metrics.Ended(model, time.GetElapsedTime(began), error);

    /// <summary>The model by a name that takes few values.</summary>
    /// <param name="request">The request.</param>
    /// <param name="accepted">The model that a node has taken it for, or null.</param>
    public string ModelOf(GenerationRequest request, string? accepted)
    {
        var asked = string.IsNullOrEmpty(request.Model) ? options.Value.DefaultModel : request.Model;
        return accepted ?? (engine.Models.Any(model => model.Name == asked) ? asked : TelemetryNames.OtherModel);
    }
}

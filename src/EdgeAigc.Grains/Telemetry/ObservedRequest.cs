using System.Diagnostics;
using EdgeAigc.Contracts.Generation;
using EdgeAigc.Core.Telemetry;

namespace EdgeAigc.Grains.Telemetry;

/// <summary>A request that is measured and traced.</summary>
internal sealed class ObservedRequest
{
    private readonly RequestTelemetry _telemetry;
    private readonly GenerationRequest _request;
    private readonly long _began;
    private readonly Activity? _before = Activity.Current;
    private readonly Activity? _span;

    public ObservedRequest(RequestTelemetry telemetry, GenerationRequest request, long began)
    {
        (_telemetry, _request, _began) = (telemetry, request, began);
        _span = Spans.Start(TelemetryNames.GenerateContent, null)
            ?.SetTag(TelemetryNames.Operation, TelemetryNames.GenerateContent).SetTag(TelemetryNames.Provider, TelemetryNames.OwnProvider);
    }

    /// <summary>What was current before the request is so again; what was begun meanwhile keeps its span.</summary>
    public void Leave() => Activity.Current = _before;

    /// <summary>Ends it.</summary>
    /// <param name="events">Its events.</param>
    public void End(IReadOnlyList<GenerationEvent> events)
    {
        var accepted = events.OfType<GenerationAccepted>().LastOrDefault();
        var model = _telemetry.ModelOf(_request, accepted?.Model);
        var error = events is [.., GenerationCompleted] ? null : events is [.., GenerationFailed failed] ? failed.Code : FailureCodes.Internal;
        _telemetry.End(_began, model, error);
        if (_span is null)
            return;
        _span.DisplayName = $"{TelemetryNames.GenerateContent} {model}";
        _span.SetTag(TelemetryNames.Model, model).SetTag(TelemetryNames.Node, accepted?.Node).SetTag(TelemetryNames.Steps, (events[^1] as GenerationCompleted)?.Steps);
        _span.Fail(error);
        var current = Activity.Current;
        _span.Stop();
        Activity.Current = current;
    }
}

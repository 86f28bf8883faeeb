using System.Diagnostics;
using EdgeAigc.Core.Telemetry;

namespace EdgeAigc.Grains.Telemetry;

/// <summary>Spans of the grains.</summary>
internal static class Spans
{
    private static readonly ActivitySource Source = new(TelemetryNames.Source);

    /// <summary>Begins a span; null when nobody listens.</summary>
    public static Activity? Start(string name, string? model, ActivityKind kind = ActivityKind.Internal) =>
        Source.StartActivity(name, kind)?.SetTag(TelemetryNames.Model, model);

    /// <summary>Says with which code it failed; without effect when there is none.</summary>
    public static void Fail(this Activity? span, string? code)
    {
        if (code is not null)
            span?.SetTag(TelemetryNames.Error, code).SetStatus(ActivityStatusCode.Error, code);
    }
}

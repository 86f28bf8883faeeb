using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace EdgeAigc.Silo.Telemetry;

/// <summary>What a node tells to those who watch it, and where.</summary>
internal sealed class TelemetryOptions : IValidatableObject
{
    public const string Section = "EdgeAigc:Telemetry";

    /// <summary>Address of an OTLP collector that gets metrics and traces, e.g. <c>http://collector:4317</c>; empty sends nothing.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>Protocol of the collector.</summary>
    [EnumDataType(typeof(OtlpExportProtocol))]
    public OtlpExportProtocol OtlpProtocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <summary>Time between two exports of metrics, in seconds.</summary>
    [Range(1, 3600)]
    public int OtlpSeconds { get; set; } = 30;

    /// <summary>Part of the traces that begin here which are sent, 0 to 1; those of callers who trace are sent as they say.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1;

    /// <summary>Whether the view of the actors is served under /orleans.</summary>
    public bool ActorView { get; set; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint.Length > 0 && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return new("It must be an http or https address, or empty.", [nameof(OtlpEndpoint)]);
    }
}

using System.Text.Json.Serialization;

namespace EdgeAigc.Gateway.Errors;

/// <summary>Body of every refusal.</summary>
/// <param name="Error">The refusal.</param>
internal sealed record ErrorReply([property: JsonPropertyName("error")] ErrorBody Error);

/// <summary>The refusal; its four keys are always there.</summary>
/// <param name="Message">For people.</param>
/// <param name="Type">Kind of error.</param>
/// <param name="Param">Field at fault, or null.</param>
/// <param name="Code">For programs.</param>
internal sealed record ErrorBody(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("param")] string? Param,
    [property: JsonPropertyName("code")] string Code)
{
    /// <summary>What could be had instead.</summary>
    [JsonPropertyName("possible"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PossibleReply? Possible { get; init; }

    /// <summary>How far the load is that the request waited for.</summary>
    [JsonPropertyName("loading"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LoadingReply? Loading { get; init; }
}

/// <summary>What could be had instead of what was refused.</summary>
/// <param name="EarliestMs">Earliest possible finish in milliseconds from the request, or null when it never can.</param>
/// <param name="BestQuality">Best quality by the deadline, from 0 to 1.</param>
internal sealed record PossibleReply(
    [property: JsonPropertyName("earliest_ms")] double? EarliestMs, [property: JsonPropertyName("best_quality")] double BestQuality);

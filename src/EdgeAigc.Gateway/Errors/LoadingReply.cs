using System.Text.Json.Serialization;

namespace EdgeAigc.Gateway.Errors;

/// <summary>How far the load is that a request waited for.</summary>
/// <param name="Model">The model.</param>
/// <param name="Node">The node that loads it, or null where that is not known.</param>
/// <param name="State">Always loading.</param>
/// <param name="Progress">Part of the expected time that is over, from 0 to 1, or null where nothing is known.</param>
/// <param name="EtaSeconds">Expected time until it is in memory, in seconds, or null where nothing is known.</param>
internal sealed record LoadingReply(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("node")] string? Node,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("progress")] double? Progress,
    [property: JsonPropertyName("eta_seconds")] double? EtaSeconds);

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Client.Plan;

/// <summary>A plan as JSON, in the words of the contract.</summary>
internal static class PlanAnswer
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Names are shown as they are; nothing here ends up in a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The JSON text.</summary>
    /// <param name="plan">The plan.</param>
    public static string Of(PlacementPlan plan) => JsonSerializer.Serialize(
        new
        {
            plan.Policy,
            plan.Value,
            plan.UpperBound,
            plan.RelativeGap,
            ElapsedMilliseconds = plan.Elapsed.TotalMilliseconds,
            Placement = plan.Placement.Select(node => new { node.Node, node.Resident, node.Load, node.Unload }),
            plan.Routing,
            plan.Unserved,
        },
        Format);
}

using System.Text.Json.Serialization;

namespace EdgeAigc.Gateway.Dashboard;

/// <summary>How the dashboard's JSON is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClusterReply))]
[JsonSerializable(typeof(PlanReply))]
[JsonSerializable(typeof(ModelCardsReply))]
[JsonSerializable(typeof(RequestsReply))]
[JsonSerializable(typeof(FaultReply))]
internal sealed partial class DashboardJson : JsonSerializerContext;

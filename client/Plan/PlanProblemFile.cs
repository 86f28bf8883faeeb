using System.Text.Json;
using EdgeAigc.Client.Json;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Client.Plan;

/// <summary>Reads the problem file of <c>plan</c>; docs/formats.md describes it.</summary>
internal static class PlanProblemFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a problem.</summary>
    /// <param name="json">The file's content.</param>
    /// <returns>The problem and what is wrong with it; the problem is null when it cannot be read.</returns>
    public static (PlacementProblem? Problem, IReadOnlyList<PlacementFault> Faults) Read(ReadOnlyMemory<byte> json)
    {
        var faults = new List<PlacementFault>();
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var problem = StrictObject.Read(document.RootElement, "", faults, ReadProblem);
            return faults.Count > 0 ? (null, faults) : (problem, PlacementProblemChecks.Check(problem));
        }
        catch (JsonException exception)
        {
            return (null, [new("$", $"is not JSON: {exception.Message}")]);
        }
    }

    private static PlacementProblem ReadProblem(StrictObject root) => new()
    {
        Objective = root.Object("objective", row => new PlacementObjective(row.Number("latencyPreference"), row.Number("referenceSeconds"), row.Number("switchCostPerSecond"))),
        Nodes = root.Objects("nodes", ReadNode),
        Models = root.Objects("models", ReadModel),
        Demand = root.Objects("demand", row => new ModelDemand(row.Text("node"), row.Text("model"), row.Number("requestsPerSecond"))),
        Latencies = root.ObjectsOrNone("latencySeconds", row => new AccessLatency(row.Text("from"), row.Text("to"), row.Number("seconds"))),
        Pins = root.ObjectsOrNone("pins", ReadPair),
        Exclusions = root.ObjectsOrNone("exclusions", ReadPair),
        MinReplicas = root.ObjectsOrNone("minReplicas", row => new ReplicaRequirement(row.Text("model"), row.Count("count"))),
    };

    private static PlacementNode ReadNode(StrictObject row) =>
        new(row.Text("name"), row.Number("memoryBytes"), row.Number("diskBytes"), row.Number("speed"), row.Number("maxUtilization"))
        {
            Zone = row.TextOrNull("zone"),
            Resident = row.TextsOrNone("resident"),
            OnDisk = row.TextsOrNone("onDisk"),
        };

    private static PlacementModel ReadModel(StrictObject row) => new(
        row.Text("name"),
        row.Number("memoryBytes"),
        row.Number("diskBytes"),
        row.Number("secondsPerRequest"),
        row.Number("quality"),
        row.Object("loadSeconds", load => new LoadSeconds(load.Number("disk"), load.Number("peer"), load.Number("origin"))),
        row.Number("cloudUtility", absent: 0));

    private static NodeModel ReadPair(StrictObject row) => new(row.Text("node"), row.Text("model"));
}

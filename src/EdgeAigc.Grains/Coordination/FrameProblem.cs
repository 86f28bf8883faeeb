using EdgeAigc.Contracts.Coordination;
using EdgeAigc.Core.Negotiation;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Grains.Coordination;

/// <summary>Puts what the nodes reported into the planner's terms.</summary>
internal static class FrameProblem
{
    /// <summary>The problem of a frame. Pins that no node can keep at present are left out.</summary>
    /// <param name="reports">Reports with a status.</param>
    /// <param name="demand">Forecast.</param>
    /// <param name="pins">What operators pinned.</param>
    /// <param name="options">Settings of stage one.</param>
    /// <param name="negotiation">Settings of stage two, which say what a request is worth.</param>
    public static PlacementProblem Build(
        IReadOnlyCollection<FrameReport> reports, IEnumerable<ForecastDemand> demand, IEnumerable<ModelPin> pins, CoordinationOptions options,
        NegotiationOptions negotiation)
    {
        var objective = new PlacementObjective(negotiation.DefaultLatencyPreference, negotiation.ReferenceSeconds, options.SwitchCostPerSecond);
        var models = Models(reports, objective, negotiation.RejectPenalty);
        var names = reports.Select(report => report.Status!.Name).ToList();
        var possible = reports.SelectMany(report => report.Models.Select(model => model.Name)
            .Except(report.Status!.FailedLoads.Select(failure => failure.Model))
            .Where(model => !options.Exclusions.GetValueOrDefault(model, []).Contains(report.Status.Name)).Select(model => new NodeModel(report.Status.Name, model))).ToHashSet();
        return new()
        {
            Objective = objective,
            Nodes = [.. reports.Select(report => Node(report, models, options))],
            Models = [.. models.Values],
            Demand = [.. demand.Where(row => models.ContainsKey(row.Model) && names.Contains(row.Node)).Select(row => new ModelDemand(row.Node, row.Model, row.RequestsPerSecond))],
            Arrivals = [.. reports.SelectMany(report => report.Counts.Where(row => row.Arrivals > 0).Select(row => new ModelArrivals(report.Status!.Name, row.Model, row.Arrivals)))],
            Latencies = [.. from here in names from there in names where here != there select new AccessLatency(here, there, options.ForwardSeconds)],
            Pins = [.. pins.Select(pin => new NodeModel(pin.Node, pin.Model)).Where(possible.Contains)],
            MinReplicas = [.. from row in options.MinReplicas
                              let able = possible.Count(pair => pair.Model == row.Key)
                              where able > 0 && row.Value > 0
                              select new ReplicaRequirement(row.Key, Math.Min(row.Value, able))],
            Exclusions = [.. from node in names from model in models.Keys let pair = new NodeModel(node, model) where !possible.Contains(pair) select pair],
        };
    }

    /// <summary>What one request is worth that is served by a node where its model is resident.</summary>
    /// <param name="objective">What counts.</param>
    /// <param name="model">The model.</param>
    /// <param name="seconds">Time from the request to its image.</param>
    public static double Utility(PlacementObjective objective, PlacementModel model, double seconds) =>
        ((1 - objective.LatencyPreference) * model.Quality) - (objective.LatencyPreference * seconds / objective.ReferenceSeconds);

    private static SortedDictionary<string, PlacementModel> Models(
        IReadOnlyCollection<FrameReport> reports, PlacementObjective objective, double penalty)
    {
        var models = new SortedDictionary<string, PlacementModel>(StringComparer.Ordinal);
        foreach (var group in reports.SelectMany(report => report.Models).GroupBy(model => model.Name, StringComparer.Ordinal))
        {
            var disk = Math.Max(1e-3, group.Average(model => model.LoadSeconds));
            var load = new LoadSeconds(disk, disk + group.Average(model => model.PeerFetchSeconds), disk + group.Average(model => model.OriginFetchSeconds));
            var model = new PlacementModel(
                group.Key, group.Max(model => model.MemoryBytes), group.Max(model => model.DiskBytes), Math.Max(1e-6, group.Min(model => model.SecondsPerRequest)),
                group.Average(model => model.Quality), load);
            // Whoever finds it cold waits for its load, on the slowest node, and takes the memory of others.
            var isOnDisk = reports.Any(report => report.Status!.DiskModels.Contains(group.Key));
            var cold = group.Max(figures => figures.SecondsPerRequest) + (isOnDisk ? load.Disk : load.Origin);
            models.Add(group.Key, model with { CloudUtility = Utility(objective, model, cold) - penalty });
        }

        return models;
    }

    private static PlacementNode Node(FrameReport report, SortedDictionary<string, PlacementModel> models, CoordinationOptions options)
    {
        var names = report.Models.Select(model => model.Name).ToList();
        // Models were not measured everywhere alike; a node's speed is what they agree on.
        var speed = report.Models.IsEmpty ? 1 : report.Models.Average(model => models[model.Name].SecondsPerRequest / Math.Max(1e-6, model.SecondsPerRequest));
        var disk = report.Status!.DiskBytes > 0 ? report.Status.DiskBytes : names.Sum(name => models[name].DiskBytes);
        return new(report.Status.Name, report.Status.ModelMemoryBytes, disk, speed, options.MaxUtilization)
        {
            Zone = report.Zone,
            Resident = [.. report.Status.ResidentModels.Select(model => model.Name).Where(names.Contains)],
            OnDisk = [.. names.Intersect(report.Status.DiskModels)],
        };
    }
}

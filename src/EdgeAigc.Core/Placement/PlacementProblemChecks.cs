namespace EdgeAigc.Core.Placement;

/// <summary>Tells what is wrong with a problem, field by field, all at once.</summary>
public static class PlacementProblemChecks
{
    /// <summary>Checks ranges, names and duplicates.</summary>
    /// <param name="problem">The problem.</param>
    /// <returns>The faults in the order of the file; empty when the problem makes sense.</returns>
    public static IReadOnlyList<PlacementFault> Check(PlacementProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var faults = new FaultCollector();
        CheckObjective(problem.Objective, faults);
        var nodes = faults.Names(problem.Nodes, "nodes", node => node.Name);
        var models = faults.Names(problem.Models, "models", model => model.Name);
        for (var i = 0; i < problem.Nodes.Count; i++)
            CheckNode(problem.Nodes[i], $"nodes[{i}]", models, faults);
        for (var i = 0; i < problem.Models.Count; i++)
            CheckModel(problem.Models[i], $"models[{i}]", faults);

        faults.Pairs(problem.Demand, "demand", row => (row.Node, row.Model), ("node", nodes), ("model", models));
        for (var i = 0; i < problem.Demand.Count; i++)
            faults.AtLeastZero($"demand[{i}].requestsPerSecond", problem.Demand[i].RequestsPerSecond);
        CheckLatencies(problem.Latencies, nodes, faults);
        faults.Pairs(problem.Pins, "pins", row => (row.Node, row.Model), ("node", nodes), ("model", models));
        faults.Pairs(problem.Exclusions, "exclusions", row => (row.Node, row.Model), ("node", nodes), ("model", models));
        faults.Known(problem.MinReplicas.Select(row => row.Model), i => $"minReplicas[{i}].model", "model", models);
        for (var i = 0; i < problem.MinReplicas.Count; i++)
            faults.AtLeastZero($"minReplicas[{i}].count", problem.MinReplicas[i].Count);
        return faults.All;
    }

    private static void CheckObjective(PlacementObjective objective, FaultCollector faults)
    {
        faults.Within("objective.latencyPreference", objective.LatencyPreference, 0, 1);
        faults.Above("objective.referenceSeconds", objective.ReferenceSeconds);
        faults.AtLeastZero("objective.switchCostPerSecond", objective.SwitchCostPerSecond);
    }

    private static void CheckNode(PlacementNode node, string path, HashSet<string> models, FaultCollector faults)
    {
        faults.AtLeastZero($"{path}.memoryBytes", node.MemoryBytes);
        faults.AtLeastZero($"{path}.diskBytes", node.DiskBytes);
        faults.Above($"{path}.speed", node.Speed);
        faults.Within($"{path}.maxUtilization", node.MaxUtilization, 0, 1);
        faults.Known(node.Resident, i => $"{path}.resident[{i}]", "model", models);
        faults.Known(node.OnDisk, i => $"{path}.onDisk[{i}]", "model", models);
    }

    private static void CheckModel(PlacementModel model, string path, FaultCollector faults)
    {
        faults.AtLeastZero($"{path}.memoryBytes", model.MemoryBytes);
        faults.AtLeastZero($"{path}.diskBytes", model.DiskBytes);
        faults.Above($"{path}.secondsPerRequest", model.SecondsPerRequest);
        faults.Within($"{path}.quality", model.Quality, 0, 1);
        faults.AtLeastZero($"{path}.loadSeconds.disk", model.LoadSeconds.Disk);
        faults.AtLeastZero($"{path}.loadSeconds.peer", model.LoadSeconds.Peer);
        faults.AtLeastZero($"{path}.loadSeconds.origin", model.LoadSeconds.Origin);
        faults.Within($"{path}.cloudUtility", model.CloudUtility, double.MinValue, double.MaxValue);
    }

    private static void CheckLatencies(IReadOnlyList<AccessLatency> latencies, HashSet<string> nodes, FaultCollector faults)
    {
        faults.Pairs(latencies, "latencySeconds", row => (row.From, row.To), ("from", nodes), ("to", nodes));
        for (var i = 0; i < latencies.Count; i++)
        {
            faults.AtLeastZero($"latencySeconds[{i}].seconds", latencies[i].Seconds);
            if (latencies[i].From == latencies[i].To && latencies[i].Seconds > 0)
                faults.Add($"latencySeconds[{i}].seconds", "a node reaches itself in 0 seconds; leave the row out.");
        }
    }
}

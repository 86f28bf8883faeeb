using System.Globalization;

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
        var faults = new Faults();
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

    private static void CheckObjective(PlacementObjective objective, Faults faults)
    {
        faults.Within("objective.latencyPreference", objective.LatencyPreference, 0, 1);
        faults.Above("objective.referenceSeconds", objective.ReferenceSeconds);
        faults.AtLeastZero("objective.switchCostPerSecond", objective.SwitchCostPerSecond);
    }

    private static void CheckNode(PlacementNode node, string path, HashSet<string> models, Faults faults)
    {
        faults.AtLeastZero($"{path}.memoryBytes", node.MemoryBytes);
        faults.AtLeastZero($"{path}.diskBytes", node.DiskBytes);
        faults.Above($"{path}.speed", node.Speed);
        faults.Within($"{path}.maxUtilization", node.MaxUtilization, 0, 1);
        faults.Known(node.Resident, i => $"{path}.resident[{i}]", "model", models);
        faults.Known(node.OnDisk, i => $"{path}.onDisk[{i}]", "model", models);
    }

    private static void CheckModel(PlacementModel model, string path, Faults faults)
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

    private static void CheckLatencies(IReadOnlyList<AccessLatency> latencies, HashSet<string> nodes, Faults faults)
    {
        faults.Pairs(latencies, "latencySeconds", row => (row.From, row.To), ("from", nodes), ("to", nodes));
        for (var i = 0; i < latencies.Count; i++)
        {
            faults.AtLeastZero($"latencySeconds[{i}].seconds", latencies[i].Seconds);
            if (latencies[i].From == latencies[i].To && latencies[i].Seconds > 0)
                faults.Add($"latencySeconds[{i}].seconds", "a node reaches itself in 0 seconds; leave the row out.");
        }
    }

    private sealed class Faults
    {
        private readonly List<PlacementFault> _all = [];

        public IReadOnlyList<PlacementFault> All => _all;

        public void Add(string path, string message) => _all.Add(new(path, message));

        public void AtLeastZero(string path, double value) => Require(value >= 0 && double.IsFinite(value), path, value, "at least 0");

        public void Above(string path, double value) => Require(value > 0 && double.IsFinite(value), path, value, "above 0");

        public void Within(string path, double value, double low, double high) => Require(
            value >= low && value <= high, path, value, high == double.MaxValue ? "a finite number" : $"from {low} to {high}");

        public HashSet<string> Names<T>(IReadOnlyList<T> rows, string path, Func<T, string> nameOf)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < rows.Count; i++)
            {
                if (string.IsNullOrEmpty(nameOf(rows[i])))
                    Add($"{path}[{i}].name", "is empty; give it a name.");
                else if (!names.Add(nameOf(rows[i])))
                    Add($"{path}[{i}].name", $"'{nameOf(rows[i])}' stands there twice; give each its own name.");
            }

            return names;
        }

        public void Known(IEnumerable<string> values, Func<int, string> pathOf, string kind, HashSet<string> known)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, value) in values.Index())
            {
                Refer(pathOf(index), value, kind, known);
                if (!seen.Add(value))
                    Add(pathOf(index), $"{kind} '{value}' stands there twice; leave one out.");
            }
        }

        public void Pairs<T>(
            IReadOnlyList<T> rows, string path, Func<T, (string, string)> pairOf, (string Field, HashSet<string> Names) first, (string Field, HashSet<string> Names) second)
        {
            var seen = new HashSet<(string, string)>();
            for (var i = 0; i < rows.Count; i++)
            {
                var pair = pairOf(rows[i]);
                Refer($"{path}[{i}].{first.Field}", pair.Item1, "node", first.Names);
                Refer($"{path}[{i}].{second.Field}", pair.Item2, second.Field == "model" ? "model" : "node", second.Names);
                if (!seen.Add(pair))
                    Add($"{path}[{i}]", $"'{pair.Item1}' with '{pair.Item2}' stands there twice; leave one out.");
            }
        }

        private void Refer(string path, string name, string kind, HashSet<string> known)
        {
            if (!known.Contains(name))
                Add(path, $"there is no {kind} '{name}' in {kind}s.");
        }

        private void Require(bool holds, string path, double value, string range)
        {
            if (!holds)
                Add(path, string.Create(CultureInfo.InvariantCulture, $"is {value}; it must be {range}."));
        }
    }
}

using EdgeAigc.Core.Placement;
using Google.OrTools.LinearSolver;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>The optimum of a frame by a general solver of mixed-integer programmes, stated from the problem itself and sharing no code with
/// the planner.</summary>
internal sealed class ExactPlacement
{
    private readonly PlacementProblem _problem;
    private readonly Solver _solver = Solver.CreateSolver("SCIP");
    private readonly Dictionary<(string Node, string Model), Variable> _resident = [];
    private readonly LinearExpr[] _load;
    private LinearExpr _value = new();

    private ExactPlacement(PlacementProblem problem)
    {
        _problem = problem;
        _load = [.. problem.Nodes.Select(_ => new LinearExpr())];
    }

    /// <summary>The highest value of any plan; null when no plan keeps the constraints.</summary>
    /// <param name="problem">The frame.</param>
    /// <param name="maxLoads">Loads that it allows.</param>
    public static double? ValueOf(PlacementProblem problem, int? maxLoads = null)
    {
        var programme = new ExactPlacement(problem);
        programme.AddResidency();
        if (maxLoads is { } most)
            programme.AddLoadLimit(most);
        programme.AddRouting();
        programme._solver.Maximize(programme._value);
        return programme._solver.Solve() switch
        {
            Solver.ResultStatus.OPTIMAL => programme._solver.Objective().Value(),
            Solver.ResultStatus.INFEASIBLE => null,
            var status => throw new InvalidOperationException($"The solver ended with {status}."),
        };
    }

    private void AddResidency()
    {
        foreach (var node in _problem.Nodes)
        {
            var (memory, disk) = (new LinearExpr(), new LinearExpr());
            foreach (var model in _problem.Models)
            {
                var pair = new NodeModel(node.Name, model.Name);
                var resident = _solver.MakeIntVar(_problem.Pins.Contains(pair) ? 1 : 0, _problem.Exclusions.Contains(pair) ? 0 : 1, "");
                _resident[(node.Name, model.Name)] = resident;
                // In gigabytes, to keep the coefficients near 1.
                memory += model.MemoryBytes / 1e9 * resident;
                disk += model.DiskBytes / 1e9 * resident;
                _value -= _problem.Objective.SwitchCostPerSecond * Loading.Seconds(_problem, node, model) * resident;
            }

            _solver.Add(memory <= node.MemoryBytes / 1e9);
            _solver.Add(disk <= node.DiskBytes / 1e9);
        }

        foreach (var row in _problem.MinReplicas)
            _solver.Add(_problem.Nodes.Aggregate(new LinearExpr(), (sum, node) => sum + _resident[(node.Name, row.Model)]) >= row.Count);
    }

    private void AddLoadLimit(int most) => _solver.Add(_problem.Nodes
        .SelectMany(node => _problem.Models.Where(model => !node.Resident.Contains(model.Name)).Select(model => _resident[(node.Name, model.Name)]))
        .Aggregate(new LinearExpr(), (sum, load) => sum + load) <= most);

    private void AddRouting()
    {
        foreach (var demand in _problem.Demand)
        {
            var model = _problem.Models.Single(candidate => candidate.Name == demand.Model);
            var cloud = _solver.MakeNumVar(0, demand.RequestsPerSecond, "");
            var total = new LinearExpr() + cloud;
            _value += model.CloudUtility * cloud;
            for (var to = 0; to < _problem.Nodes.Count; to++)
            {
                var node = _problem.Nodes[to];
                if (Utility.Of(_problem, demand.Node, node, model) is not { } utility)
                    continue;
                var rate = _solver.MakeNumVar(0, demand.RequestsPerSecond, "");
                _solver.Add(rate <= demand.RequestsPerSecond * _resident[(node.Name, model.Name)]);
                total += rate;
                _load[to] += model.SecondsPerRequest / node.Speed * rate;
                _value += utility * rate;
            }

            _solver.Add(total == demand.RequestsPerSecond);
        }

        for (var node = 0; node < _problem.Nodes.Count; node++)
            _solver.Add(_load[node] <= _problem.Nodes[node].MaxUtilization);
    }
}

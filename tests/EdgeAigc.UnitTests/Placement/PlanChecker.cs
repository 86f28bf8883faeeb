using EdgeAigc.Core.Placement;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>Checks a plan against the contract, from names and numbers alone.</summary>
internal static class PlanChecker
{
    private const double Rounding = 1e-9;

    public static void Check(PlacementProblem problem, PlacementPlan plan)
    {
        CheckNodes(problem, plan);
        CheckConstraints(problem, plan);
        CheckDemand(problem, plan);
        var value = Value(problem, plan);
        Assert.Equal(value, plan.Value, 1e-7 * (1 + Math.Abs(value)));
        Assert.InRange(plan.UpperBound, plan.Value, double.MaxValue);
        Assert.Equal((plan.UpperBound - plan.Value) / Math.Max(1e-9, Math.Abs(plan.UpperBound)), plan.RelativeGap);
    }

    private static void CheckNodes(PlacementProblem problem, PlacementPlan plan)
    {
        Assert.Equal(problem.Nodes.Select(node => node.Name), plan.Placement.Select(placed => placed.Node));
        foreach (var (node, placed) in problem.Nodes.Zip(plan.Placement))
        {
            Assert.Equal(placed.Resident.Distinct(), placed.Resident);
            Assert.Equal(placed.Resident.Except(node.Resident).Order(StringComparer.Ordinal), placed.Load.Select(load => load.Model).Order(StringComparer.Ordinal));
            Assert.Equal(node.Resident.Except(placed.Resident).Order(StringComparer.Ordinal), placed.Unload.Order(StringComparer.Ordinal));
            Assert.All(placed.Load, load => Assert.Equal(Loading.Source(problem, node, Model(problem, load.Model)), load.Source));
            Assert.InRange(placed.Resident.Sum(name => Model(problem, name).MemoryBytes), 0, node.MemoryBytes);
            Assert.Subset(placed.OnDisk.ToHashSet(), placed.Resident.ToHashSet());
            Assert.Subset(node.OnDisk.Concat(node.Resident).Concat(placed.Resident).ToHashSet(), placed.OnDisk.ToHashSet());
            Assert.InRange(placed.OnDisk.Sum(name => Model(problem, name).DiskBytes), 0, node.DiskBytes);
            var busy = plan.Routing.Where(row => row.To == node.Name).Sum(row => row.RequestsPerSecond * Model(problem, row.Model).SecondsPerRequest / node.Speed);
            Assert.InRange(busy, 0, node.MaxUtilization + Rounding);
            Assert.All(plan.Routing.Where(row => row.To == node.Name), row => Assert.Contains(row.Model, placed.Resident));
        }
    }

    private static void CheckConstraints(PlacementProblem problem, PlacementPlan plan)
    {
        var resident = plan.Placement.SelectMany(placed => placed.Resident.Select(model => new NodeModel(placed.Node, model))).ToHashSet();
        Assert.Subset(resident, problem.Pins.ToHashSet());
        Assert.DoesNotContain(problem.Exclusions, resident.Contains);
        Assert.All(problem.MinReplicas, row => Assert.InRange(resident.Count(copy => copy.Model == row.Model), row.Count, int.MaxValue));
    }

    private static void CheckDemand(PlacementProblem problem, PlacementPlan plan)
    {
        Assert.All(plan.Routing, row => Assert.True(row.RequestsPerSecond > 0));
        Assert.All(plan.Unserved, row => Assert.True(row.RequestsPerSecond > 0));
        foreach (var demand in problem.Demand)
        {
            var served = plan.Routing.Where(row => row.From == demand.Node && row.Model == demand.Model).Sum(row => row.RequestsPerSecond);
            var rest = plan.Unserved.Where(row => row.Node == demand.Node && row.Model == demand.Model).Sum(row => row.RequestsPerSecond);
            Assert.Equal(demand.RequestsPerSecond, served + rest, Rounding);
        }

        Assert.All(plan.Routing, row => Assert.Contains(problem.Demand, demand => demand.Node == row.From && demand.Model == row.Model));
    }

    private static double Value(PlacementProblem problem, PlacementPlan plan)
    {
        var served = plan.Routing.Sum(row => row.RequestsPerSecond * Utility.Of(problem, row.From, Node(problem, row.To), Model(problem, row.Model))!.Value);
        var unserved = plan.Unserved.Sum(row => row.RequestsPerSecond * Model(problem, row.Model).CloudUtility);
        var loading = plan.Placement.Sum(placed => placed.Load.Sum(load => Loading.Seconds(problem, Node(problem, placed.Node), Model(problem, load.Model))));
        return served + unserved - (problem.Objective.SwitchCostPerSecond * loading);
    }

    private static PlacementNode Node(PlacementProblem problem, string name) => problem.Nodes.Single(node => node.Name == name);

    private static PlacementModel Model(PlacementProblem problem, string name) => problem.Models.Single(model => model.Name == name);
}

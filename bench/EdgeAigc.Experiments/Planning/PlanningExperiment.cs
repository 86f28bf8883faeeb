using System.CommandLine;
using System.Globalization;
using EdgeAigc.Core.Placement;

namespace EdgeAigc.Experiments.Planning;

/// <summary><c>plan</c>: how long planning a frame takes and what gap it certifies, by size of the cluster.</summary>
internal static class PlanningExperiment
{
    private static readonly Option<string[]> Sizes = new("--size")
    {
        Description = "Nodes x models, as 100x500; several times for several",
        DefaultValueFactory = _ => ["10x50", "100x500", "1000x2000"],
    };

    private static readonly Option<string> Policy = new("--policy") { Description = "Policy", DefaultValueFactory = _ => PlacementPolicyNames.Market };

    private static readonly Option<double> Budget = new("--time-budget") { Description = "Seconds that a plan may take", DefaultValueFactory = _ => 2 };

    private static readonly Option<int> Seeds = new("--seeds") { Description = "Frames of each size", DefaultValueFactory = _ => 3 };

    private static readonly Option<int> Frames = new("--frames") { Description = "Frames after each other: in each the demand has moved by about a tenth, and planning starts from the copies and prices of the one before", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var command = new Command("plan", "Plans made-up frames and prints time, value and certified gap of each.") { Sizes, Policy, Budget, Seeds, Frames };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var policy = PlacementPolicies.Find(parsed.GetValue(Policy)!, TimeProvider.System)
            ?? throw new ArgumentException($"There is no policy '{parsed.GetValue(Policy)}'; there are {string.Join(", ", PlacementPolicies.Names)}.");
        var options = new PlacementOptions { TimeBudgetSeconds = parsed.GetValue(Budget) };
        // So that code is compiled before anything is timed.
        policy.Plan(new FrameGenerator(20, 40, seed: 1).Make(), options with { TimeBudgetSeconds = 1 });

        Console.WriteLine("size       seed frame  demands  seconds      value      bound     gap");
        foreach (var size in parsed.GetValue(Sizes)!)
        {
            var parts = size.Split('x').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            for (var seed = 1; seed <= parsed.GetValue(Seeds); seed++)
            {
                var (generator, prices) = (new FrameGenerator(parts[0], parts[1], seed), (PlacementPrices?)null);
                var problem = generator.Make();
                for (var frame = 1; frame <= parsed.GetValue(Frames); frame++)
                {
                    var plan = policy.Plan(problem, options with { StartPrices = prices }).Plan!;
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{size,-10} {seed,4} {frame,5} {problem.Demand.Count,8} {plan.Elapsed.TotalSeconds,8:0.00} {plan.Value,10:0.0000} {plan.UpperBound,10:0.0000} {plan.RelativeGap,7:0.00%}"));
                    (problem, prices) = (generator.Next(problem, plan), plan.Prices);
                }
            }
        }

        return 0;
    }
}

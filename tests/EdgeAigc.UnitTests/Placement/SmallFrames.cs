using EdgeAigc.Core.Placement;

namespace EdgeAigc.UnitTests.Placement;

/// <summary>Small random frames in which everything occurs: tight memory, tight disk, slow nodes, missing latencies, residents, files on
/// disk, switch costs, zones, pins, exclusions, replicas, a cloud that is worth more than some nodes.</summary>
internal static class SmallFrames
{
    public static PlacementProblem Make(int seed)
    {
        var random = new Random(seed);
        var models = Enumerable.Range(0, random.Next(3, 8)).Select(index => Model(random, index)).ToArray();
        var nodes = Enumerable.Range(0, random.Next(2, 5)).Select(index => Node(random, index, models)).ToArray();
        var pairs = nodes.SelectMany(node => models.Select(model => new NodeModel(node.Name, model.Name))).ToArray();
        var exclusions = pairs.Where(_ => random.Next(15) == 0).ToArray();
        var free = pairs.Except(exclusions).ToArray();
        return new()
        {
            Objective = new(0.2 + (0.6 * random.NextDouble()), 1 + random.NextDouble(), random.Next(3) == 0 ? 0 : 0.003 * random.NextDouble()),
            Nodes = nodes,
            Models = models,
            Demand = [.. pairs.Where(_ => random.Next(4) > 0).Select(pair => new ModelDemand(pair.Node, pair.Model, random.NextDouble() * random.NextDouble()))],
            Latencies =
            [
                .. nodes.SelectMany(from => nodes.Select(to => new AccessLatency(from.Name, to.Name, 0.3 * random.NextDouble())))
                    .Where(row => row.From != row.To && random.Next(5) > 0),
            ],
            // One pin and one replicated model at most, so that most frames can be planned.
            Pins = random.Next(3) == 0 && free.Length > 0 ? [free[random.Next(free.Length)]] : [],
            Exclusions = exclusions,
            MinReplicas = random.Next(3) == 0 ? [new(models[random.Next(models.Length)].Name, random.Next(1, 3))] : [],
        };
    }

    private static PlacementModel Model(Random random, int index) => new(
        $"m{index}",
        MemoryBytes: random.Next(10, 60) * 1e8,
        DiskBytes: random.Next(10, 60) * 1e8,
        SecondsPerRequest: 0.2 + (1.3 * random.NextDouble()),
        Quality: 0.5 + (0.5 * random.NextDouble()),
        LoadSeconds: new(3 * random.NextDouble(), 3 + (10 * random.NextDouble()), 15 + (30 * random.NextDouble())),
        CloudUtility: random.Next(3) == 0 ? (0.3 * random.NextDouble()) - 0.1 : 0);

    private static PlacementNode Node(Random random, int index, PlacementModel[] models)
    {
        var name = models[random.Next(models.Length)].Name;
        return new($"n{index}", random.Next(60, 130) * 1e8, random.Next(60, 200) * 1e8, 0.4 + (1.2 * random.NextDouble()), 0.5 + (0.5 * random.NextDouble()))
        {
            Zone = random.Next(4) == 0 ? null : $"z{random.Next(2)}",
            Resident = random.Next(2) == 0 ? [name] : [],
            OnDisk = [.. models.Where(model => random.Next(3) == 0).Select(model => model.Name)],
        };
    }
}

using EdgeAigc.Core.Placement;

namespace EdgeAigc.Experiments.Planning;

/// <summary>
/// Makes up frames. Nodes lie in the unit square and forward to those within a radius, at a latency that grows with distance; the
/// radius gives each about seven others. Models have between 2 and 7 GB and popularities by Zipf's law, whose order differs somewhat
/// from zone to zone. Memory holds a handful of models, demand exceeds what the devices can do, and each node starts with models that
/// were popular before.
/// </summary>
internal sealed class FrameGenerator(int nodes, int models, int seed)
{
    private const double Neighbours = 7;
    private const double Load = 1.1;
    private const int ZonesPerSide = 3;

    // Logarithms of uniform moves; their standard deviation is 0.1.
    private const double DemandMove = 0.173;

    private readonly Random _random = new(seed);

    /// <summary>Models that are asked for at each node.</summary>
    private int DemandsPerNode => Math.Min(models, 43);

    public PlacementProblem Make()
    {
        var places = Enumerable.Range(0, nodes).Select(_ => (X: _random.NextDouble(), Y: _random.NextDouble())).ToArray();
        var catalogue = Enumerable.Range(0, models).Select(MakeModel).ToArray();
        var orders = Enumerable.Range(0, ZonesPerSide * ZonesPerSide).Select(_ => LocalOrder()).ToArray();
        var cluster = places.Select((place, node) => MakeNode(node, place, orders[Zone(place)])).ToArray();
        var demand = cluster.SelectMany((node, index) => MakeDemand(node, catalogue, orders[Zone(places[index])])).ToArray();
        return new()
        {
            Objective = new(LatencyPreference: 0.3, ReferenceSeconds: 2, SwitchCostPerSecond: 2e-4),
            Nodes = cluster,
            Models = catalogue,
            Demand = demand,
            Latencies = MakeLatencies(places),
        };
    }

    /// <summary>The frame after that one: the plan was carried out, and each demand has moved by about a tenth.</summary>
    public PlacementProblem Next(PlacementProblem before, PlacementPlan plan) => before with
    {
        Demand = [.. before.Demand.Select(row => row with { RequestsPerSecond = row.RequestsPerSecond * Math.Exp(DemandMove * ((2 * _random.NextDouble()) - 1)) })],
        Nodes = [.. before.Nodes.Zip(plan.Placement, (node, placed) => node with { Resident = placed.Resident, OnDisk = [.. node.OnDisk.Union(placed.Resident)] })],
    };

    private PlacementModel MakeModel(int index)
    {
        var size = Math.Round(2e9 + (5e9 * _random.NextDouble()));
        var seconds = 0.3 + (1.7 * _random.NextDouble());
        var gigabytes = size / 1e9;
        return new($"m{index}", size, size, seconds, 0.6 + (0.4 * _random.NextDouble()), new(gigabytes / 2, gigabytes, gigabytes * 4), CloudUtility: 0.05);
    }

    private PlacementNode MakeNode(int index, (double X, double Y) place, int[] order)
    {
        var memory = _random.Next(3) switch { 0 => 12e9, 1 => 16e9, _ => 24e9 };
        var speed = 0.5 + _random.NextDouble();
        // One resident model fits on every node.
        var before = order[_random.Next(Math.Min(5, models))];
        return new($"n{index}", memory, 2e11, speed, 0.9) { Zone = $"z{Zone(place)}", Resident = [$"m{before}"], OnDisk = [$"m{before}"] };
    }

    private IEnumerable<ModelDemand> MakeDemand(PlacementNode node, PlacementModel[] catalogue, int[] order)
    {
        var ranks = new HashSet<int>();
        while (ranks.Count < DemandsPerNode)
            ranks.Add(ZipfRank());
        var weights = ranks.ToDictionary(rank => rank, rank => Math.Pow(rank + 1, -0.6) * (0.2 + _random.NextDouble()));
        var work = weights.Sum(pair => pair.Value * catalogue[order[pair.Key]].SecondsPerRequest);
        return ranks.Order().Select(rank => new ModelDemand(node.Name, $"m{order[rank]}", Load * weights[rank] / work));
    }

    private List<AccessLatency> MakeLatencies((double X, double Y)[] places)
    {
        var radius = Math.Sqrt(Neighbours / (Math.PI * nodes));
        var rows = new List<AccessLatency>();
        for (var from = 0; from < nodes; from++)
        {
            for (var to = 0; to < nodes; to++)
            {
                var distance = Math.Sqrt(Math.Pow(places[from].X - places[to].X, 2) + Math.Pow(places[from].Y - places[to].Y, 2));
                if (from != to && distance <= radius)
                    rows.Add(new($"n{from}", $"n{to}", 0.01 + (0.2 * distance / radius)));
            }
        }

        return rows;
    }

    /// <summary>A rank by Zipf's law with exponent 0.8, by inverting its continuous form.</summary>
    private int ZipfRank()
    {
        var highest = Math.Pow(models + 1, 0.2);
        var rank = (int)Math.Pow(1 + (_random.NextDouble() * (highest - 1)), 5) - 1;
        return Math.Clamp(rank, 0, models - 1);
    }

    /// <summary>The common order with each rank moved by up to a tenth of the catalogue.</summary>
    private int[] LocalOrder()
    {
        var order = Enumerable.Range(0, models).ToArray();
        var keys = order.Select(rank => rank + (0.1 * models * _random.NextDouble())).ToArray();
        Array.Sort(keys, order);
        return order;
    }

    private static int Zone((double X, double Y) place) => ((int)(place.X * ZonesPerSide) * ZonesPerSide) + (int)(place.Y * ZonesPerSide);
}

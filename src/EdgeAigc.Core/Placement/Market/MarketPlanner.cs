using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Constraints;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>One run of the market policy: prices, a placement that follows them, local search, and a bound that certifies it.</summary>
internal sealed class MarketPlanner
{
    // Shares of the time budget at which each part ends.
    private const double KnapsacksUntil = 0.3;
    private const double PricesUntil = 0.5;
    private const double DescentUntil = 0.8;
    private const double SearchUntil = 0.95;

    private const int MaxKnapsackSteps = 200;
    private const int MaxSteps = 500;

    private readonly CandidateGraph _graph;
    private readonly PlacementOptions _options;
    private readonly PlanningClock _clock;
    private readonly CopyRule[] _rules;
    private readonly bool[] _required;

    /// <param name="graph">The frame.</param>
    /// <param name="required">Copies that satisfy pins and minimum replicas.</param>
    /// <param name="options">Limits.</param>
    /// <param name="clock">The time budget.</param>
    public MarketPlanner(CandidateGraph graph, bool[] required, PlacementOptions options, PlanningClock clock)
    {
        (_graph, _required, _options, _clock) = (graph, required, options, clock);
        _rules = [.. graph.Pinned.Select(pinned => pinned ? CopyRule.Forced : CopyRule.Free)];
    }

    /// <summary>Plans.</summary>
    /// <returns>The placement by copy and an upper bound, over <see cref="CandidateGraph.CloudValue"/>, of any plan.</returns>
    public (bool[] Placement, double Bound) Run()
    {
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} begin");
        var search = NewSearch(Rounded(copy => _graph.ResidentNow[copy] ? 1 : 0, 0.5));
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} start {_graph.CloudValue + search.Value}");
        search.Descend(maxHops: 1, share: KnapsacksUntil / 2);
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} start descent {_graph.CloudValue + search.Value}");

        var dual = Price(search);
        var priced = NewSearch(Rounded(copy => dual.Frequency[copy], 0.3));
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} rounded {_graph.CloudValue + priced.Value}");
        priced.Descend(maxHops: 1, share: DescentUntil);
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} descent {_graph.CloudValue + priced.Value}");
        if (priced.Value > search.Value)
            search = priced;
        search.Descend(maxHops: 2, share: SearchUntil);
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} descent2 {_graph.CloudValue + search.Value}");
        search.Iterate(_options.PatienceRounds, SearchUntil);
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} ils {_graph.CloudValue + search.Value}");
        search.SpreadOverZones(SearchUntil);
        return (search.Placement, dual.Bound);
    }

    private LagrangianDual Price(PlacementSearch search)
    {
        // Polyak's length wants the optimum; it is a little above the best plan known.
        var target = search.Value + (0.02 * Math.Abs(search.Value));
        var dual = new LagrangianDual(_graph, _rules, _options.MaxLoads);
        dual.StartFrom(search.State);
        dual.Step(search.Value); Console.Error.WriteLine($"   first {_graph.CloudValue + dual.Bound}");
        do
            dual.Step(target);
        while (dual.Steps < MaxKnapsackSteps && !dual.Converged && !_clock.IsPast(KnapsacksUntil));
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} dual {dual.Steps} {_graph.CloudValue + dual.Bound}");

        dual.KeepCapacity();
        do
            dual.Step(target);
        while (dual.Steps < MaxSteps && !dual.Converged && !_clock.IsPast(PricesUntil));
        Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} exact {dual.Steps} {_graph.CloudValue + dual.Bound}");
        foreach (var depth in new[] { 200, 1000, 5000 }) { dual.Tighten(depth); Console.Error.WriteLine($"{_clock.Elapsed.TotalSeconds:0.000} tight {depth} {_graph.CloudValue + dual.Bound}"); }
        return dual;
    }

    private PlacementSearch NewSearch(bool[] start) => new(_graph, _rules, start, _options, _clock);

    /// <summary>What is required, then what an estimate of the placement favours above a threshold, as far as it fits.</summary>
    private bool[] Rounded(Func<int, double> favour, double threshold)
    {
        var room = new NodeRoom(_graph, [.. _required], _options.MaxLoads);
        foreach (var copy in Enumerable.Range(0, _graph.Copies).Where(copy => favour(copy) > threshold).OrderByDescending(favour).ThenBy(copy => copy))
            room.TryHold(copy);
        return room.Held;
    }
}

using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Constraints;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>One run of the market policy: prices, a placement that follows them, local search, and a bound that certifies it.</summary>
internal sealed class MarketPlanner
{
    // Shares of the time budget at which each part ends.
    private const double StartUntil = 0.25;
    private const double KnapsacksUntil = 0.33;
    private const double SweepsUntil = 0.58;
    private const double PricesUntil = 0.58;
    private const double BoundUntil = 0.7;
    private const double DescentUntil = 0.83;
    private const double SearchUntil = 0.95;

    private const int MaxKnapsackSteps = 200;
    private const int MaxSweeps = 40;
    private const int MaxSteps = 500;

    // Branches per node of the bound.
    private const int FirstDepth = 200;
    private const int LastDepth = 12_800;
    private const int DepthGrowth = 4;

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

    /// <summary>The prices behind the bound, after <see cref="Run"/>.</summary>
    public PlacementPrices? Prices { get; private set; }

    /// <summary>Plans.</summary>
    /// <returns>The placement by copy and an upper bound, over <see cref="CandidateGraph.CloudValue"/>, of any plan.</returns>
    public (bool[] Placement, double Bound) Run()
    {
        var search = NewSearch(Rounded(copy => _graph.ResidentNow[copy] ? 1 : 0, 0.5));
        // A machine that is slow for a moment must not leave a cluster as it is: what the copies of each node are worth is always looked at.
        search.Descend(maxHops: 1, share: StartUntil, least: _graph.Nodes);

        var dual = Price(search);
        Prices = dual.Prices;
        var priced = NewSearch(Rounded(copy => dual.Frequency[copy], 0.3));
        priced.Descend(maxHops: 1, share: DescentUntil);
        if (priced.Value > search.Value)
            search = priced;
        search.Descend(maxHops: 2, share: SearchUntil);
        search.Iterate(_options.PatienceRounds, SearchUntil);
        search.SpreadOverZones(SearchUntil);
        return (search.Placement, dual.Bound);
    }

    private LagrangianDual Price(PlacementSearch search)
    {
        // Polyak's length wants the optimum; it is a little above the best plan known.
        var target = search.Value + (0.02 * Math.Abs(search.Value));
        var dual = new LagrangianDual(_graph, _rules, _options.MaxLoads);
        dual.StartFrom(search.State);
        if (_options.StartPrices is { } known)
        {
            dual.StartFrom(known);
        }
        else
        {
            do
                dual.Step(target);
            while (dual.Steps < MaxKnapsackSteps && !dual.Converged && !_clock.IsPast(KnapsacksUntil));
        }

        dual.KeepCapacity();
        dual.Sweep(target, sweeps => sweeps < MaxSweeps && !_clock.IsPast(SweepsUntil));
        while (dual.Steps < MaxSteps && !dual.Converged && !_clock.IsPast(PricesUntil))
            dual.Step(target);
        Tighten(dual);
        return dual;
    }

    /// <summary>Searches the nodes ever deeper at the last prices, as long as the next search can be expected to end in time.</summary>
    private void Tighten(LagrangianDual dual)
    {
        var (before, cost) = (_clock.Elapsed, TimeSpan.Zero);
        for (var depth = FirstDepth; depth <= LastDepth && !_clock.IsPast(BoundUntil, (DepthGrowth - 1) * cost); depth *= DepthGrowth)
        {
            dual.Tighten(depth);
            (before, cost) = (_clock.Elapsed, _clock.Elapsed - before);
        }
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

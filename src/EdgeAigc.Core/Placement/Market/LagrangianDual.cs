using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// Market prices of a frame. Constraints that tie nodes together are priced: demand is served at most once (π_d) and, where there are
/// any, replicas that models need (σ_m) and loads that the frame allows (λ). What remains falls apart into one problem per node:
/// <code>L(π, σ, λ) = Σ π_d·W_d − Σ σ_m·k_m + λ·K + Σ_q max [Σ_a (profit_a − π_d)·w_a − Σ_c x_c·(cost_c − σ_m + λ·new_c)]</code>
/// Every L is an upper bound of the best plan (Geoffrion, "Lagrangean relaxation for integer programming", 1974). It is lowered by
/// subgradient steps of Polyak's length, deflected by the step before and scaled by W, so that a step is a share of the demand that is
/// served too often. The first steps price the capacity of a node too (η_q), which leaves a 0/1 knapsack; after that it is kept, first while
/// the nodes answer in turns (<see cref="PriceSweeps"/>).
/// </summary>
internal sealed class LagrangianDual
{
    private const double Deflection = 0.3;

    /// <summary>Steps without a lower bound after which steps get shorter.</summary>
    private const int Patience = 10;

    /// <summary>Weight of the newest solution of the nodes in the frequencies.</summary>
    private const double Newest = 0.06;

    /// <summary>The same for a turn of all nodes, of which there are fewer.</summary>
    private const double NewestSweep = 0.2;

    /// <summary>Share of Polyak's length in the first turn of all nodes, the same near good prices, and what is left of it from turn to turn.</summary>
    private const double FirstSweepShare = 0.15;
    private const double NearSweepShare = 0.05;
    private const double SweepDecay = 0.82;

    private readonly CandidateGraph _graph;
    private readonly NodePricing _pricing;
    private readonly int? _maxLoads;
    private readonly double _meanWork;
    private readonly PriceDirection _direction;
    private readonly MarketPrices _prices;
    private readonly MarketPrices _best;
    private readonly PriceSweeps _sweeps;
    private double _sweepShare = FirstSweepShare;
    private double _stepShare = 0.6;
    private double _phaseBound = double.PositiveInfinity;
    private int _phaseSteps;
    private int _stalled;

    /// <param name="graph">The frame.</param>
    /// <param name="rules">By copy: pins.</param>
    /// <param name="maxLoads">Loads that the frame allows.</param>
    public LagrangianDual(CandidateGraph graph, CopyRule[] rules, int? maxLoads)
    {
        (_graph, _maxLoads) = (graph, maxLoads);
        _pricing = new(graph, rules);
        var caps = new PriceCaps(graph);
        _direction = new(graph, caps);
        _meanWork = Math.Max(graph.DemandWork.DefaultIfEmpty().Average(), 1e-9);
        _prices = new(graph);
        _best = new(graph);
        _sweeps = new(graph, _pricing, caps, _prices, maxLoads);
        Frequency = new double[graph.Copies];
    }

    /// <summary>The lowest bound so far, over <see cref="CandidateGraph.CloudValue"/>.</summary>
    public double Bound { get; private set; } = double.PositiveInfinity;

    /// <summary>By copy: how often it was held of late, a fractional placement that the prices agree on.</summary>
    public double[] Frequency { get; }

    /// <summary>Steps done.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether steps have become too short to matter.</summary>
    public bool Converged => _stepShare < 0.01;

    /// <summary>Starts at the prices that a placement suggests, not at 0.</summary>
    /// <param name="state">The placement.</param>
    public void StartFrom(FlowState state) => PlanPrices.Set(_graph, state, _prices);

    /// <summary>Starts at the prices of another frame, as far as they are known there; the others stay.</summary>
    /// <param name="known">The prices.</param>
    public void StartFrom(PlacementPrices known)
    {
        known.CopyTo(_graph, _prices);
        _prices.CopyTo(_best);
        _sweepShare = NearSweepShare;
    }

    /// <summary>The best prices so far.</summary>
    public PlacementPrices Prices => new(_graph, _best);

    /// <summary>From the best prices so far, keeps the capacity of the nodes from now on instead of pricing it.</summary>
    public void KeepCapacity()
    {
        _pricing.KeepsCapacity = true;
        _best.CopyTo(_prices);
        (_stepShare, _stalled, _phaseSteps, _phaseBound) = (0.4, 0, 0, double.PositiveInfinity);
    }

    /// <summary>Evaluates the best prices once more, with a search of each node that goes further.</summary>
    /// <param name="depth">Branches per node.</param>
    public void Tighten(int depth)
    {
        _best.CopyTo(_prices);
        _pricing.Depth = depth;
        Evaluate();
    }

    /// <summary>From the best prices so far, moves them while the nodes answer in turns, for as long as that goes on; then evaluates where that has led.</summary>
    /// <param name="target">Where the bound might go.</param>
    /// <param name="goesOn">Is asked before each turn of all nodes, with their number so far.</param>
    public void Sweep(double target, Func<int, bool> goesOn)
    {
        Evaluate();
        _sweeps.Begin();
        var share = _sweepShare;
        for (var sweep = 0; goesOn(sweep); sweep++)
        {
            _sweeps.Run(target, share);
            share *= SweepDecay;
            CountHeld(NewestSweep);
        }

        Evaluate();
    }

    /// <summary>Evaluates the prices and moves them.</summary>
    /// <param name="target">Where the bound might go: the value of the best plan known, or a little above.</param>
    public void Step(double target)
    {
        var bound = _prices.Offset(_graph, _maxLoads);
        bound += _pricing.Solve(_prices, Math.Min(0.3, _stepShare));
        Keep(bound);
        Accumulate();
        Move(Math.Max(bound - target, 1e-4 * Math.Abs(bound)));
    }

    private void Evaluate() => Keep(_prices.Offset(_graph, _maxLoads) + _pricing.Solve(_prices, mix: 0));

    private void Keep(double bound)
    {
        Bound = Math.Min(Bound, bound);
        if (bound < _phaseBound - (1e-6 * Math.Abs(bound)))
        {
            (_phaseBound, _stalled) = (bound, 0);
            _prices.CopyTo(_best);
        }
        else if (++_stalled >= Patience)
        {
            (_stepShare, _stalled) = (_stepShare * 0.7, 0);
        }
    }

    private void Accumulate()
    {
        _direction.Begin(_phaseSteps++ == 0 ? 0 : Deflection);
        Steps++;
        CountHeld(Math.Max(Newest, 1.0 / Steps));
        var loads = 0;
        for (var copy = 0; copy < _graph.Copies; copy++)
        {
            if (!_pricing.Held[copy])
                continue;
            for (var arc = _graph.CopyArcs[copy]; arc < _graph.CopyArcs[copy + 1]; arc++)
                _direction.Serve(_graph.ArcDemand[arc], _pricing.Served[arc]);
            _direction.Hold(_graph.CopyModel[copy]);
            if (!_graph.ResidentNow[copy])
                loads++;
        }

        if (_maxLoads is { } most)
            _direction.Load(loads - most);
    }

    private void CountHeld(double newest)
    {
        for (var copy = 0; copy < _graph.Copies; copy++)
            Frequency[copy] += newest * ((_pricing.Held[copy] ? 1 : 0) - Frequency[copy]);
    }

    private void Move(double distance)
    {
        var norm = _direction.Norm(_prices, _meanWork, _maxLoads is not null);
        if (norm > 0)
            _direction.Apply(_prices, _stepShare * distance / norm, _meanWork, _maxLoads is not null);
    }
}

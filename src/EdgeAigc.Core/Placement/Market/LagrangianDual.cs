using EdgeAigc.Core.Placement.Candidates;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// Market prices of a frame. Three groups of constraints are priced: demand served at most once (π_d), capacity of the nodes
/// (η_q), and, where there are any, replicas that models need (σ_m) and the loads that a frame allows (λ). What remains falls
/// apart into one knapsack per node:
/// <code>L(π, η, σ, λ) = Σ π_d·W_d + Σ η_q·C_q − Σ σ_m·k_m + λ·K + Σ_q max Σ_c x_c·(Σ_a W_d·max(0, profit_a − π_d − η_q) − cost_c + σ_m − λ·new_c)</code>
/// Every L is an upper bound of the best plan (Geoffrion, "Lagrangean relaxation for integer programming", 1974). It is lowered by
/// subgradient steps of Polyak's length, deflected by the step before and scaled by W and C so that a step is a share of the
/// demand that is served too often.
/// </summary>
internal sealed class LagrangianDual
{
    private const double Deflection = 0.7;

    /// <summary>Steps without a lower bound after which steps get shorter.</summary>
    private const int Patience = 6;

    /// <summary>Weight of the newest knapsack solution in the frequencies.</summary>
    private const double Newest = 0.06;

    private readonly CandidateGraph _graph;
    private readonly NodePricing _pricing;
    private readonly int? _maxLoads;
    private readonly double _meanWork;
    private readonly PriceDirection _direction;
    private readonly bool[] _held;
    private double _stepShare = 1.2;
    private int _stalled;

    public LagrangianDual(CandidateGraph graph, CopyRule[] rules, int? maxLoads)
    {
        _graph = graph;
        _maxLoads = maxLoads;
        _held = new bool[graph.Copies];
        _pricing = new(graph, rules);
        _direction = new(graph);
        _meanWork = Math.Max(graph.DemandWork.DefaultIfEmpty().Average(), 1e-9);
        Prices = new(graph);
        Best = new(graph);
        Frequency = new double[graph.Copies];
    }

    /// <summary>The prices of the next step.</summary>
    public MarketPrices Prices { get; }

    /// <summary>The prices of the lowest bound.</summary>
    public MarketPrices Best { get; }

    /// <summary>The lowest bound so far, over <see cref="CandidateGraph.CloudValue"/>.</summary>
    public double Bound { get; private set; } = double.PositiveInfinity;

    /// <summary>How often each copy was held of late: a fractional placement that the prices agree on.</summary>
    public double[] Frequency { get; }

    public int Steps { get; private set; }

    /// <summary>Whether steps have become too short to matter.</summary>
    public bool Converged => _stepShare < 1e-3;

    /// <summary>Evaluates the prices and moves them.</summary>
    /// <param name="target">Where the bound might go: the value of the best plan known, or a little above.</param>
    public void Step(double target)
    {
        var bound = Prices.Offset(_graph, _maxLoads) + _pricing.Solve(Prices, _held);
        _direction.Begin(Deflection);
        Accumulate();
        Steps++;
        if (bound < Bound - (1e-7 * Math.Abs(bound)))
        {
            (Bound, _stalled) = (bound, 0);
            Prices.CopyTo(Best);
        }
        else if (++_stalled >= Patience)
        {
            (_stepShare, _stalled) = (_stepShare * 0.7, 0);
        }

        Move(Math.Max(bound - target, 1e-4 * Math.Abs(bound)));
    }

    private void Accumulate()
    {
        var newest = Math.Max(Newest, 1.0 / (Steps + 1));
        var loads = 0;
        for (var copy = 0; copy < _graph.Copies; copy++)
        {
            Frequency[copy] *= 1 - newest;
            if (!_held[copy])
                continue;
            Frequency[copy] += newest;
            var node = _graph.CopyNode[copy];
            for (var arc = _graph.CopyArcs[copy]; arc < _graph.CopyArcs[copy + 1]; arc++)
            {
                var demand = _graph.ArcDemand[arc];
                if (_graph.ArcProfit[arc] > Prices.Demand[demand] + Prices.Node[node])
                    _direction.Serve(demand, node);
            }

            _direction.Replicas[_graph.CopyModel[copy]] -= 1;
            if (!_graph.ResidentNow[copy])
                loads++;
        }

        if (_maxLoads is { } most)
            _direction.Loads += loads - most;
    }

    private void Move(double distance)
    {
        var norm = _direction.Norm(Prices, _meanWork, _maxLoads is not null);
        if (norm > 0)
            _direction.Apply(Prices, _stepShare * distance / norm, _meanWork, _maxLoads is not null);
    }
}

using EdgeAigc.Core.Placement.Candidates;
using EdgeAigc.Core.Placement.Routing;

namespace EdgeAigc.Core.Placement.Market;

/// <summary>
/// Local search over placements. It replaces nodes until no replacement helps, looking again only at nodes near a change, and then
/// goes on by iterated local search (Lourenço, Martin and Stützle, "Iterated Local Search", 2003): turn over some copies, let the
/// neighbourhood adapt, keep the result if the cluster is better off.
/// </summary>
internal sealed class PlacementSearch
{
    /// <summary>Nodes that may adapt to turned copies, and again when they are let go.</summary>
    private const int Adaptations = 8;

    /// <summary>Attempts of a round to use a load that was given up.</summary>
    private const int LoadAttempts = 5;

    /// <summary>Copies that a round turns over at most.</summary>
    private const int MaxTurns = 3;

    private readonly CandidateGraph _graph;
    private readonly FlowRouter _router;
    private readonly NodeReplacement _replacement;
    private readonly PlanningClock _clock;
    private readonly CopyRule[] _rules;
    private readonly Random _random;
    private readonly bool _limitsLoads;
    private readonly Queue<int> _dirty = new();
    private readonly bool[] _queued;

    public PlacementSearch(CandidateGraph graph, CopyRule[] rules, bool[] start, PlacementOptions options, PlanningClock clock)
    {
        (_graph, _rules, _clock, _random) = (graph, rules, clock, new(options.Seed));
        _router = new(graph);
        _replacement = new(graph, _router, rules, options.MaxLoads);
        _limitsLoads = options.MaxLoads is not null;
        _queued = new bool[graph.Nodes];
        for (var copy = 0; copy < graph.Copies; copy++)
        {
            if (start[copy])
                _router.State.SetOpen(copy, true);
        }

        _router.MaxHops = 2;
        _router.RouteAll();
        _router.State.Commit();
    }

    /// <summary>Value over <see cref="CandidateGraph.CloudValue"/>.</summary>
    public double Value => _router.State.Value;

    /// <summary>The flows.</summary>
    public FlowState State => _router.State;

    /// <summary>The placement, by copy.</summary>
    public bool[] Placement => _router.State.Snapshot();

    /// <summary>Replaces nodes until nothing helps or that share of the time is spent.</summary>
    /// <param name="maxHops">How far the flows adapt, in nodes.</param>
    /// <param name="share">Share of the time budget at which to stop.</param>
    /// <param name="least">Nodes that are looked at even though the time is spent.</param>
    public void Descend(int maxHops, double share, int least = 0)
    {
        _router.MaxHops = maxHops;
        for (var node = 0; node < _graph.Nodes; node++)
            Touch(node);
        for (var looked = 0; (looked < least || !_clock.IsPast(share)) && TakeDirty(out var node); looked++)
        {
            if (_replacement.Improve(node, Touch))
                _router.State.Commit();
        }

        ForgetDirty();
    }

    /// <summary>Turns copies over until that has not helped for a number of rounds or that share of the time is spent.</summary>
    /// <param name="patienceRounds">The number of rounds.</param>
    /// <param name="share">Share of the time budget at which to stop.</param>
    public void Iterate(int patienceRounds, double share)
    {
        if (_graph.Copies == 0)
            return;
        for (var failed = 0; failed < patienceRounds && !_clock.IsPast(share); failed++)
        {
            var value = Value;
            if (!Round())
                continue;
            // Creeping on by rounding errors is no progress.
            if (Value > value + (1e-6 * Math.Abs(value)))
                failed = -1;
        }
    }

    /// <summary>Moves copies to other zones where that costs nothing, until that share of the time is spent.</summary>
    /// <param name="share">Share of the time budget at which to stop.</param>
    public void SpreadOverZones(double share) => new ZoneSpread(_graph, _router, _rules).Run(_clock, share);

    private bool Round()
    {
        var (mark, value) = (_router.State.Mark(), Value);
        var turned = _replacement.Turn(FirstTurn(), Touch);
        for (var more = _random.Next(MaxTurns); turned && more > 0 && _dirty.Count > 0; more--)
            TurnNear();
        // Where loads are limited, one that was given up may serve better anywhere.
        for (var attempt = 0; turned && _limitsLoads && attempt < LoadAttempts && !_replacement.Turn(_random.Next(_graph.Copies), Touch); attempt++)
        {
        }

        if (turned)
        {
            // Neighbours adapt while the copies stay turned; the nodes themselves would only turn them back.
            Adapt();
            _replacement.Release(Touch);
            Adapt();
        }

        ForgetDirty();
        if (turned && Value > value + NodeReplacement.NoGain && _replacement.KeepsLoads)
        {
            _router.State.Commit();
            return true;
        }

        _router.State.Rollback(mark, value);
        return false;
    }

    /// <summary>Any copy; where no more loads are allowed, half of the time one that would be given up.</summary>
    private int FirstTurn()
    {
        var copy = _random.Next(_graph.Copies);
        for (var attempt = 0; _limitsLoads && attempt < _graph.Copies && _random.Next(2) == 0; attempt++)
        {
            var other = _random.Next(_graph.Copies);
            if (_router.State.IsOpen(other) && !_graph.ResidentNow[other])
                return other;
        }

        return copy;
    }

    private void TurnNear()
    {
        var node = _dirty.ElementAt(_random.Next(_dirty.Count));
        _replacement.Turn(_random.Next(_graph.NodeCopies[node], _graph.NodeCopies[node + 1]), Touch);
    }

    private void Adapt()
    {
        for (var turn = 0; turn < Adaptations && TakeDirty(out var node); turn++)
            _replacement.Improve(node, Touch);
    }

    private void Touch(int node)
    {
        if (_queued[node])
            return;
        _queued[node] = true;
        _dirty.Enqueue(node);
    }

    private bool TakeDirty(out int node)
    {
        if (!_dirty.TryDequeue(out node))
            return false;
        _queued[node] = false;
        return true;
    }

    private void ForgetDirty()
    {
        while (TakeDirty(out _))
        {
        }
    }
}

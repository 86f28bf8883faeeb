namespace EdgeAigc.Simulation.Workload;

/// <summary>Which models requests ask for: Zipf's law, whose exponent may change between states at random times (Markov-modulated) and whose
/// ranks may move.</summary>
public sealed record ModelPopularity
{
    /// <summary>Zipf exponent of each state, at least one.</summary>
    public IReadOnlyList<double> Exponents { get; init; } = [1.0];

    /// <summary>Mean time in a state, in seconds; the next state is any other.</summary>
    public double StateSeconds { get; init; } = 600;

    /// <summary>Mean time between moves, in which two ranks change places; infinite when ranks stay.</summary>
    public double MoveSeconds { get; init; } = double.PositiveInfinity;

    /// <summary>How far the order of a node differs from that of the cluster: each rank moves by up to this part of all, at random.</summary>
    public double LocalSpread { get; init; }

    /// <summary>Begins to draw models.</summary>
    /// <param name="nodes">Number of nodes.</param>
    /// <param name="models">Number of models.</param>
    /// <param name="random">Draws everything.</param>
    internal Draws Start(int nodes, int models, Random random) => new(this, nodes, models, random);

    /// <summary>Draws of one run.</summary>
    internal sealed class Draws
    {
        private readonly ModelPopularity _popularity;
        private readonly Random _random;
        private readonly ZipfTable[] _tables;
        private readonly int[] _order;
        private readonly int[][] _localOrders;
        private double _nextState;
        private double _nextMove;
        private int _state;

        public Draws(ModelPopularity popularity, int nodes, int models, Random random)
        {
            (_popularity, _random) = (popularity, random);
            _tables = [.. popularity.Exponents.Select(exponent => new ZipfTable(models, exponent))];
            _order = [.. Enumerable.Range(0, models)];
            _localOrders = popularity.LocalSpread > 0 ? [.. Enumerable.Range(0, nodes).Select(_ => LocalOrder(models))] : [];
            _nextState = _tables.Length > 1 ? Exponential(popularity.StateSeconds) : double.PositiveInfinity;
            _nextMove = Exponential(popularity.MoveSeconds);
        }

        /// <summary>The model of a request. Times ascend.</summary>
        public int Next(double time, int node)
        {
            for (; _nextState <= time; _nextState += Exponential(_popularity.StateSeconds))
                _state = (_state + 1 + _random.Next(_tables.Length - 1)) % _tables.Length;
            for (; _nextMove <= time; _nextMove += Exponential(_popularity.MoveSeconds))
            {
                var (one, other) = (_random.Next(_order.Length), _random.Next(_order.Length));
                (_order[one], _order[other]) = (_order[other], _order[one]);
            }

            var rank = _tables[_state].Draw(_random);
            return _order[_localOrders.Length > 0 ? _localOrders[node][rank] : rank];
        }

        private int[] LocalOrder(int models)
        {
            var order = Enumerable.Range(0, models).ToArray();
            var keys = order.Select(rank => rank + (_popularity.LocalSpread * models * _random.NextDouble())).ToArray();
            Array.Sort(keys, order);
            return order;
        }

        private double Exponential(double mean) => double.IsInfinity(mean) ? mean : -mean * Math.Log(1 - _random.NextDouble());
    }
}

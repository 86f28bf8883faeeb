namespace EdgeAigc.Core.Allocation.Market;

/// <summary>
/// Gives away the compute that an allocation leaves over: raises requests, or takes in rejected ones, greatest gain at the link's
/// price first. With many requests what is left over is less than a step or two, and this closes most of the gap.
/// </summary>
internal sealed class SlackFill(SlotModel model, ShareSolver shares)
{
    private const int MaxRounds = 12;

    /// <summary>Levels that a request may rise in one round; the next round goes on from there.</summary>
    private const int LevelsAtOnce = 3;

    private readonly List<Move> _moves = [];
    private int[] _trial = [];

    /// <summary>Improves an allocation in place.</summary>
    /// <param name="choices">Levels that fit the slot.</param>
    /// <param name="mu">Price of the link, to start from; on return that of the result.</param>
    /// <param name="limit">Time.</param>
    /// <returns>Value of the result.</returns>
    public double Improve(Span<int> choices, ref double mu, in TimeLimit limit)
    {
        if (_trial.Length < choices.Length)
            _trial = new int[model.Requests.Length];
        var trial = _trial.AsSpan(0, choices.Length);
        var value = shares.Value(choices, ref mu);
        var most = int.MaxValue;
        for (var round = 0; round < MaxRounds && !limit.Expired; round++)
        {
            choices.CopyTo(trial);
            var moves = Raise(trial, mu, most);
            if (moves == 0)
                break;
            var price = mu;
            var raised = shares.Value(trial, ref price);
            if (raised <= value)
            {
                // Together they drove up the price of the link too far.
                most = moves / 2;
                continue;
            }

            (value, mu) = (raised, price);
            trial.CopyTo(choices);
        }

        return value;
    }

    /// <summary>Makes up to so many moves, and tells how many fitted.</summary>
    private int Raise(Span<int> choices, double mu, int most)
    {
        double slack = model.Compute, room = SlotModel.Link;
        foreach (var choice in choices)
        {
            slack -= choice < 0 ? 0 : model.Levels[choice].Seconds;
            room -= choice < 0 ? 0 : model.Levels[choice].LowerShare;
        }

        Collect(choices, slack, mu);
        var made = 0;
        for (var i = 0; i < _moves.Count && made < most; i++)
        {
            var move = _moves[i];
            if (move.Seconds > slack || move.LowerShare > room || choices[move.Request] != move.From)
                continue;
            choices[move.Request] = move.To;
            slack -= move.Seconds;
            room -= move.LowerShare;
            made++;
        }

        return made;
    }

    private void Collect(ReadOnlySpan<int> choices, double slack, double mu)
    {
        _moves.Clear();
        var rootMu = Math.Sqrt(mu);
        for (var i = 0; i < choices.Length; i++)
        {
            ref readonly var request = ref model.Requests[i];
            var from = choices[i];
            var (seconds, share, net) = (0.0, 0.0, request.Reject);
            if (from >= 0)
            {
                ref readonly var now = ref model.Levels[from];
                (seconds, share, net) = (now.Seconds, now.LowerShare, now.Value - request.DeliveryCost(now, mu, rootMu));
            }

            var next = from < 0 ? request.FirstLevel : from + 1;
            for (var to = next; to < Math.Min(next + LevelsAtOnce, request.EndLevel); to++)
            {
                ref readonly var level = ref model.Levels[to];
                if (level.Seconds - seconds > slack)
                    break;
                var gain = level.Value - request.DeliveryCost(level, mu, rootMu) - net;
                if (gain > 0)
                    _moves.Add(new(gain, i, from, to, level.Seconds - seconds, level.LowerShare - share));
            }
        }

        _moves.Sort(static (a, b) => b.Gain != a.Gain ? b.Gain.CompareTo(a.Gain) : (a.Request, a.To).CompareTo((b.Request, b.To)));
    }

    private readonly record struct Move(double Gain, int Request, int From, int To, double Seconds, double LowerShare);
}

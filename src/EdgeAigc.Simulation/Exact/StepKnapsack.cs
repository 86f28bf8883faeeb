using System.Numerics;
using System.Runtime.InteropServices;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Exact;

/// <summary>
/// Steps within a budget, exactly: dynamic programming over whole steps. Row d holds for every c the greatest gain of the first d users
/// with at most c steps. Rows are kept, so that users can be taken back and levels be read off.
/// </summary>
internal sealed class StepKnapsack
{
    private readonly int _budget;
    private readonly double[][] _rows;
    private readonly ScenarioModel[] _users;

    public StepKnapsack(int users, int budget)
    {
        _budget = budget;
        _rows = [.. Enumerable.Range(0, users + 1).Select(_ => new double[budget + 1])];
        _users = new ScenarioModel[users];
    }

    /// <summary>Users taken up; set it lower to take the last ones back.</summary>
    public int Depth { get; set; }

    /// <summary>Greatest gain of the users taken up.</summary>
    public double Value => _rows[Depth][_budget];

    /// <summary>Takes up a user of the model.</summary>
    public void Add(ScenarioModel model)
    {
        var (from, to) = (_rows[Depth], _rows[Depth + 1]);
        from.CopyTo(to, 0);
        foreach (var level in model.UsefulLevels)
        {
            if (level > _budget)
                break;
            Raise(to.AsSpan(level), from, model.Gains[level]);
        }

        _users[Depth++] = model;
    }

    /// <summary>Reads off the levels of the users in the order they were taken up.</summary>
    public void Read(Span<int> levels)
    {
        var left = _budget;
        for (var user = Depth - 1; user >= 0; user--)
        {
            levels[user] = Level(user, left);
            left -= levels[user];
        }
    }

    private int Level(int user, int left)
    {
        var (before, value) = (_rows[user], _rows[user + 1][left]);
        if (before[left] == value)
            return 0;
        foreach (var level in _users[user].UsefulLevels)
        {
            if (before[left - level] + _users[user].Gains[level] == value)
                return level;
        }

        throw new InvalidOperationException("A row does not follow from the one before it.");
    }

    // to[c] = max(to[c], from[c] + gain)
    private static void Raise(Span<double> to, ReadOnlySpan<double> from, double gain)
    {
        from = from[..to.Length];
        var gains = new Vector<double>(gain);
        var wideTo = MemoryMarshal.Cast<double, Vector<double>>(to);
        var wideFrom = MemoryMarshal.Cast<double, Vector<double>>(from);
        for (var i = 0; i < wideTo.Length; i++)
            wideTo[i] = Vector.Max(wideTo[i], wideFrom[i] + gains);
        for (var i = wideTo.Length * Vector<double>.Count; i < to.Length; i++)
            to[i] = Math.Max(to[i], from[i] + gain);
    }
}

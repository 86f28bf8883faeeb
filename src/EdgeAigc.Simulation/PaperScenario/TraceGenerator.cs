namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>
/// Draws what happens, whatever a policy does: popularity states, ranks, requests, channels. Traces of one seed are the same for all
/// policies, so that differences between policies are not chance.
/// </summary>
public sealed class TraceGenerator
{
    private readonly ScenarioOptions _options;
    private readonly Random _random;
    private readonly int[] _modelOfRank;
    private readonly double[] _pathGains;
    private int _skew = -1;
    private int _frames;

    /// <summary>Starts a trace.</summary>
    public TraceGenerator(Scenario scenario, int seed)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _options = scenario.Options;
        _random = new(seed);
        _modelOfRank = [.. Enumerable.Range(0, scenario.Models.Count)];
        _pathGains = new double[_options.Users];
    }

    /// <summary>The given number of frames from the start of a trace.</summary>
    public static Frame[] Frames(Scenario scenario, int seed, int count)
    {
        var generator = new TraceGenerator(scenario, seed);
        return [.. Enumerable.Range(0, count).Select(_ => generator.Next())];
    }

    /// <summary>The next frame.</summary>
    public Frame Next()
    {
        if (_frames++ % _options.FramesPerEpisode == 0)
            DrawDistances();
        MoveSkew();
        if (_random.NextDouble() < _options.RankSwapProbability && _frames > 1 && _modelOfRank.Length > 1)
        {
            var rank = _random.Next(_modelOfRank.Length - 1);
            (_modelOfRank[rank], _modelOfRank[rank + 1]) = (_modelOfRank[rank + 1], _modelOfRank[rank]);
        }

        var popularity = Popularity();
        return new(_skew, popularity, [.. Enumerable.Range(0, _options.SlotsPerFrame).Select(_ => DrawSlot(popularity))]);
    }

    private void DrawDistances()
    {
        for (var user = 0; user < _pathGains.Length; user++)
        {
            var metres = _options.MinMetres + (_random.NextDouble() * (_options.MaxMetres - _options.MinMetres));
            var decibels = -_options.PathLossDecibels - (_options.PathLossSlopeDecibels * Math.Log10(metres / 1000))
                - (_options.NoiseDecibelMilliwattsPerHertz - 30);
            _pathGains[user] = Math.Pow(10, decibels / 10);
        }
    }

    private void MoveSkew()
    {
        var states = _options.ZipfSkews.Length;
        if (_skew < 0)
            _skew = _random.Next(states);
        else if (states > 1 && _random.NextDouble() >= _options.SkewStayProbability)
            _skew = (_skew + 1 + _random.Next(states - 1)) % states;
    }

    private double[] Popularity()
    {
        var popularity = new double[_modelOfRank.Length];
        for (var rank = 0; rank < popularity.Length; rank++)
            popularity[_modelOfRank[rank]] = Math.Pow(rank + 1, -_options.ZipfSkews[_skew]);
        var sum = popularity.Sum();
        return [.. popularity.Select(weight => weight / sum)];
    }

    private Slot DrawSlot(double[] popularity)
    {
        var users = _options.Users;
        var slot = new Slot(new int[users], new double[users], new double[users], new double[users]);
        for (var user = 0; user < users; user++)
        {
            slot.Models[user] = Draw(popularity, _random.NextDouble());
            slot.Gains[user] = _pathGains[user] * Math.Max(_options.MinFading, -Math.Log(1 - _random.NextDouble()));
            slot.InputBits[user] = DrawBits();
            slot.OutputBits[user] = DrawBits();
        }

        return slot;
    }

    private double DrawBits() =>
        1e6 * _options.MinPayloadMegabits * Math.Pow(_options.MaxPayloadMegabits / _options.MinPayloadMegabits, _random.NextDouble());

    /// <summary>The model at that place of the cumulative distribution.</summary>
    internal static int Draw(ReadOnlySpan<double> popularity, double place)
    {
        for (var model = 0; model < popularity.Length - 1; model++)
        {
            place -= popularity[model];
            if (place < 0)
                return model;
        }

        return popularity.Length - 1;
    }
}

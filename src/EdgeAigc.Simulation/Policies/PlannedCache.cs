using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Exact;
using EdgeAigc.Simulation.Forecasting;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Policies;

/// <summary>
/// Stage one of <c>market</c>: forecasts the popularity from past counts, draws slots from it, values every feasible set on them with exact
/// stage two and takes the best after what its loads cost. Told the true popularity instead, it shows what the forecast costs.
/// </summary>
public sealed class PlannedCache : ICachePolicy
{
    private readonly Scenario _scenario;
    private readonly PlannerOptions _options;
    private readonly Queue<double[]>? _known;
    private readonly PopularityForecast _forecast;
    private readonly CacheValues _valuation;
    private readonly double[] _places;
    private int _lastState;

    /// <summary>A planner that has seen nothing yet.</summary>
    /// <param name="scenario">Where.</param>
    /// <param name="options">Settings.</param>
    /// <param name="known">Frames whose true popularity it is told; null lets it forecast.</param>
    public PlannedCache(Scenario scenario, PlannerOptions options, IReadOnlyList<Frame>? known = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(options);
        (_scenario, _options) = (scenario, options);
        _known = known is null ? null : new(known.Select(frame => frame.Popularity));
        _forecast = new(scenario.Options.ZipfSkews, scenario.Models.Count);
        _valuation = new(scenario);
        _places = Places(options, scenario.Options.Users);
    }

    /// <inheritdoc/>
    public ModelSet Decide(FrameObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        if (observation.LastFrame.Count > 0)
            _forecast.Observe(_lastState, Counts(observation.LastFrame));
        _lastState = observation.SkewState;
        var popularity = _known?.Dequeue() ?? _forecast.Forecast(observation.SkewState);
        var values = Values(popularity);
        var (best, most) = (observation.Cache, double.NegativeInfinity);
        for (var i = 0; i < values.Length; i++)
        {
            var set = _scenario.FeasibleSets[i];
            if (values[i] - (_scenario.SwitchCost(observation.Cache, set) / _options.PaybackFrames) is var value && value > most)
                (best, most) = (set, value);
        }

        return best;
    }

    // Latin hypercube: each user draws once from each of as many equal parts of the distribution as there are slots.
    private static double[] Places(PlannerOptions options, int users)
    {
        var random = new Random(options.Seed);
        var places = new double[options.SampleSlots * users];
        for (var user = 0; user < users; user++)
        {
            var order = Enumerable.Range(0, options.SampleSlots).ToArray();
            random.Shuffle(order);
            for (var sample = 0; sample < order.Length; sample++)
                places[(sample * users) + user] = (order[sample] + random.NextDouble()) / order.Length;
        }

        return places;
    }

    private double[] Values(double[] popularity)
    {
        var users = _scenario.Options.Users;
        var bits = MeanBits();
        var slot = new Slot(new int[users], new double[users], [.. Enumerable.Repeat(bits, users)], [.. Enumerable.Repeat(bits, users)]);
        var values = new double[_scenario.FeasibleSets.Count];
        for (var sample = 0; sample < _options.SampleSlots; sample++)
        {
            for (var user = 0; user < users; user++)
                slot.Models[user] = TraceGenerator.Draw(popularity, _places[(sample * users) + user]);
            _valuation.Add(slot, 1.0 / _options.SampleSlots, values);
        }

        return values;
    }

    // Mean of the log-uniform distribution.
    private double MeanBits()
    {
        var (least, most) = (_scenario.Options.MinPayloadMegabits, _scenario.Options.MaxPayloadMegabits);
        return 1e6 * (most > least ? (most - least) / Math.Log(most / least) : least);
    }

    private int[] Counts(IReadOnlyList<Slot> slots)
    {
        var counts = new int[_scenario.Models.Count];
        foreach (var model in slots.SelectMany(slot => slot.Models))
            counts[model]++;
        return counts;
    }
}

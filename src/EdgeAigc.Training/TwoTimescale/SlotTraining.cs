using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Policies;
using EdgeAigc.Training.Progress;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>
/// Trains stage two on a trace. Half of the frames cache at random, half what was asked for most in the frame before. The reward is what the
/// action gains over equal shares in the same slot: the state's own variance goes, and slots do not affect later slots. Every episode
/// draws its chance from seed and number alone, so an interrupted training ends with the weights of an uninterrupted one.
/// </summary>
internal sealed class SlotTraining
{
    private readonly Scenario _scenario;
    private readonly MethodSettings _settings;
    private readonly IProgressReport _report;
    private readonly SlotLearner _learner;
    private readonly Frame[] _trace;
    private readonly SlotFeatures _features;
    private readonly ScenarioAmender _amender;
    private readonly EqualShares _equal;
    private readonly SlotOutcome _outcome;
    private readonly int[] _steps;
    private readonly double[] _shares;
    private readonly int _warmUpEpisodes;

    public SlotTraining(Scenario scenario, MethodSettings settings, SlotLearner learner, IProgressReport report)
    {
        (_scenario, _settings, _learner, _report) = (scenario, settings, learner, report);
        var slots = scenario.Options.FramesPerEpisode * scenario.Options.SlotsPerFrame;
        _warmUpEpisodes = Math.Max(1, settings.WarmUpSlots / slots);
        _trace = TraceGenerator.Frames(scenario, Seeds.Trace(settings.Seed, Seeds.SlotTrace), Episodes * scenario.Options.FramesPerEpisode);
        (_features, _amender, _equal, _outcome) = (new(scenario, ScenarioTraits.Scales(scenario, settings.Temperature)), new(scenario, settings.Temperature), new(scenario), new(scenario));
        (_steps, _shares) = (new int[scenario.Options.Users], new double[scenario.Options.Users]);
    }

    /// <summary>All episodes, those of the warm-up included.</summary>
    public int Episodes => _settings.Episodes + _warmUpEpisodes;

    /// <summary>Runs an episode.</summary>
    public EpisodeResult Run(int episode)
    {
        var seed = Seeds.Step(_settings.Seed, Seeds.SlotTrace, episode);
        random.manual_seed(seed);
        var chance = new System.Random(seed);
        var caches = new RandomCache(_scenario, seed);
        var result = new EpisodeResult(episode, 0, 0);
        var perEpisode = _scenario.Options.FramesPerEpisode;
        var slots = perEpisode * _scenario.Options.SlotsPerFrame;
        for (var index = 0; index < perEpisode; index++)
        {
            var frame = _trace[(episode * perEpisode) + index];
            var asked = index == 0 ? frame : _trace[(episode * perEpisode) + index - 1];
            var counts = asked.Counts();
            var cache = chance.Next(2) == 0
                ? caches.Decide(new(frame.SkewState, [], default))
                : _scenario.Fill(Enumerable.Range(0, counts.Length).OrderByDescending(model => counts[model]));
            foreach (var slot in frame.Slots)
            {
                var gain = Step(slot, cache, episode, chance);
                var loss = episode >= _warmUpEpisodes ? _learner.Update(chance) : 0;
                result = result with { Gain = result.Gain + (gain / slots), CriticLoss = result.CriticLoss + (loss / slots) };
            }
        }

        if (episode == _warmUpEpisodes - 1)
            _learner.RewardScale = Scale(_learner.Replay.All(SlotLearner.Reward));
        _report.Step("slots", episode + 1, Episodes, result.CriticLoss);
        return result;
    }

    private double Step(Slot slot, ModelSet cache, int episode, System.Random chance)
    {
        var state = new float[_features.Size];
        _features.Write(slot, cache, state);
        var action = Explore(state, episode, chance);
        _amender.Amend(slot, cache, action, _steps, _shares);
        var reward = _outcome.Evaluate(slot, cache, _steps, _shares);
        _equal.Decide(slot, cache, _steps, _shares);
        reward -= _outcome.Evaluate(slot, cache, _steps, _shares);

        var caps = _learner.Replay.Next(SlotLearner.Caps);
        for (var user = 0; user < caps.Length; user++)
            caps[user] = _amender.Cap(slot, cache, user);
        state.CopyTo(_learner.Replay.Next(SlotLearner.State));
        _learner.WriteExecuted(action, caps, _learner.Replay.Next(SlotLearner.Executed));
        _learner.Replay.Next(SlotLearner.Reward)[0] = (float)reward;
        _learner.Replay.Commit();
        return reward;
    }

    private float[] Explore(float[] state, int episode, System.Random chance)
    {
        if (episode < _warmUpEpisodes)
            return [.. Enumerable.Range(0, 2 * _scenario.Options.Users).Select(_ => (float)((2 * chance.NextDouble()) - 1))];
        var action = _learner.Act(state);
        var progress = Math.Min(1, (episode - _warmUpEpisodes) / (0.7 * _settings.Episodes));
        var deviation = _settings.Exploration.First + (progress * (_settings.Exploration.Last - _settings.Exploration.First));
        foreach (ref var number in action.AsSpan())
            number = (float)Math.Clamp(number + (deviation * Normal(chance)), -1, 1);
        return action;
    }

    private static double Normal(System.Random chance) => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());

    private static (double Mean, double Deviation) Scale(ReadOnlySpan<float> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
            (sum, squares) = (sum + value, squares + (value * value));
        var mean = sum / values.Length;
        return (mean, Math.Sqrt(Math.Max(1e-12, (squares / values.Length) - (mean * mean))));
    }
}

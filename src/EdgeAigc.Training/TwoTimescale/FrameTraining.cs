using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Learned;
using EdgeAigc.Simulation.PaperScenario;
using EdgeAigc.Simulation.Policies;
using EdgeAigc.Training.Progress;
using static TorchSharp.torch;

namespace EdgeAigc.Training.TwoTimescale;

/// <summary>
/// Trains stage one on a trace, with the trained stage two allocating. The reward is what the set gains over an empty cache with equal
/// shares in the same slots, less what the loads cost; so what no set changes does not drown the rest. Exploration falls from 1 to 0.05 over
/// 60 % of the frames.
/// </summary>
internal sealed class FrameTraining
{
    private const int FramesPerReport = 10;
    private const double LastExploration = 0.05;
    private const double ExplorationPart = 0.6;
    private const int WarmUpFrames = 100;

    private readonly Scenario _scenario;
    private readonly MethodSettings _settings;
    private readonly FrameLearner _learner;
    private readonly LearnedSlotPolicy _allocation;
    private readonly IProgressReport _report;
    private readonly Frame[] _trace;
    private readonly FrameFeatures _features;
    private readonly SlotOutcome _outcome;
    private readonly EqualShares _equal;
    private readonly int[] _steps;
    private readonly double[] _shares;
    private ModelSet _cache;
    private int _next;

    public FrameTraining(Scenario scenario, MethodSettings settings, FrameLearner learner, LearnedSlotPolicy allocation, IProgressReport report)
    {
        (_scenario, _settings, _learner, _allocation, _report) = (scenario, settings, learner, allocation, report);
        _trace = TraceGenerator.Frames(scenario, Seeds.Trace(settings.Seed, Seeds.FrameTrace), settings.Frames);
        (_features, _outcome, _equal) = (new(scenario, learner.PerModel), new(scenario), new(scenario));
        (_steps, _shares) = (new int[scenario.Options.Users], new double[scenario.Options.Users]);
    }

    /// <summary>Points of the learning curve.</summary>
    public int Episodes => (_settings.Frames + FramesPerReport - 1) / FramesPerReport;

    /// <summary>What is cached.</summary>
    public ModelSet Cache => _cache;

    /// <summary>Goes on after an interruption: takes in the frames that were seen.</summary>
    public void Resume(int episode, ModelSet cache)
    {
        var state = new float[_features.Size];
        for (; _next < Math.Min(episode * FramesPerReport, _trace.Length); _next++)
            _features.Write(Observe(), state);
        _cache = cache;
    }

    /// <summary>Runs some frames.</summary>
    public EpisodeResult Run(int episode)
    {
        var seed = Seeds.Step(_settings.Seed, Seeds.FrameTrace, episode);
        random.manual_seed(seed);
        _allocation.Restart(seed);
        var chance = new System.Random(seed);
        var (gain, loss, frames) = (0.0, 0.0, 0);
        for (; frames < FramesPerReport && _next < _trace.Length; frames++)
        {
            gain += Step(chance);
            if (_next == WarmUpFrames)
                _learner.RewardScale = Scale(_learner.Replay.All(FrameLearner.Reward));
            for (var update = 0; update < _settings.FrameUpdates && _next >= WarmUpFrames; update++)
                loss += _learner.Update(chance) / _settings.FrameUpdates;
        }

        _report.Step("frames", _next, _trace.Length, loss / frames);
        return new(episode, gain / frames, loss / frames);
    }

    private double Step(System.Random chance)
    {
        var state = new float[_features.Size];
        _features.Write(Observe(), state);
        var progress = Math.Min(1, _next / (ExplorationPart * _trace.Length));
        var explore = _next < WarmUpFrames || chance.NextDouble() < 1 - ((1 - LastExploration) * progress);
        var action = explore ? chance.Next(_scenario.MaximalSets.Count) : _learner.Best(state);
        var set = _scenario.MaximalSets[action];

        var reward = -_scenario.SwitchCost(_cache, set);
        foreach (var slot in _trace[_next].Slots)
        {
            _allocation.Decide(slot, set, _steps, _shares);
            reward += _outcome.Evaluate(slot, set, _steps, _shares) / _trace[_next].Slots.Length;
            _equal.Decide(slot, default, _steps, _shares);
            reward -= _outcome.Evaluate(slot, default, _steps, _shares) / _trace[_next].Slots.Length;
        }

        state.CopyTo(_learner.Replay.Next(FrameLearner.State));
        _learner.Replay.Next(FrameLearner.Action)[0] = action;
        _learner.Replay.Next(FrameLearner.Reward)[0] = (float)reward;
        _learner.Replay.Commit();
        (_cache, _next) = (set, _next + 1);
        return reward;
    }

    private FrameObservation Observe() => new(_trace[_next].SkewState, _next > 0 ? _trace[_next - 1].Slots : [], _cache);

    private static (double Mean, double Deviation) Scale(ReadOnlySpan<float> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return (mean, Math.Sqrt(Math.Max(1e-12, all.Average(value => Math.Pow(value - mean, 2)))));
    }
}

using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.Exact;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>Runs a pair of policies over a trace.</summary>
public static class ScenarioRun
{
    /// <summary>Runs all frames in order.</summary>
    /// <param name="scenario">Where.</param>
    /// <param name="frames">The trace.</param>
    /// <param name="warmUp">Frames at the start that do not count, in which a policy may learn what is popular.</param>
    /// <param name="caching">Stage one.</param>
    /// <param name="allocation">Stage two.</param>
    /// <param name="time">Clock for the times of decisions.</param>
    /// <exception cref="InvalidOperationException">A decision breaks a limit.</exception>
    public static RunResult Run(
        Scenario scenario, IReadOnlyList<Frame> frames, int warmUp, ICachePolicy caching, ISlotPolicy allocation, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(caching);
        ArgumentNullException.ThrowIfNull(allocation);
        ArgumentNullException.ThrowIfNull(time);

        var (outcome, optimum) = (new SlotOutcome(scenario), new SlotOptimum(scenario));
        List<double> rewards = [], delays = [];
        var (steps, shares) = (new int[scenario.Options.Users], new double[scenario.Options.Users]);
        var (loss, hits, loaded, cache) = (0.0, 0, 0.0, new ModelSet(0));
        var (made, best) = (0.0, 0.0);
        var (frameTime, slotTime) = (TimeSpan.Zero, TimeSpan.Zero);
        IReadOnlyList<Slot> last = [];
        for (var index = 0; index < frames.Count; index++)
        {
            var counts = index >= warmUp;
            var began = time.GetTimestamp();
            var next = caching.Decide(new(frames[index].SkewState, last, cache));
            frameTime += counts ? time.GetElapsedTime(began) : default;
            if (!scenario.Fits(next))
                throw new InvalidOperationException($"Frame {index}: {scenario.Gigabytes(next)} GB were to be cached; {scenario.Options.CacheGigabytes} GB fit.");

            var reward = -scenario.SwitchCost(cache, next);
            loaded += counts ? scenario.Gigabytes(next.Except(cache)) : 0;
            (cache, last) = (next, frames[index].Slots);
            foreach (var slot in last)
            {
                began = time.GetTimestamp();
                allocation.Decide(slot, cache, steps, shares);
                slotTime += counts ? time.GetElapsedTime(began) : default;
                var value = outcome.Evaluate(slot, cache, steps, shares);
                reward += value / last.Count;
                if (counts)
                {
                    (made, best) = (made + value, best + optimum.Value(slot, cache));
                    delays.AddRange(outcome.Delays);
                    loss += outcome.Losses.Sum();
                    hits += slot.CountHits(cache);
                }
            }

            if (counts)
                rewards.Add(reward);
        }

        delays.Sort();
        return new(
            [.. rewards], delays.Average(), delays[(int)(0.95 * (delays.Count - 1))], 1 - (loss / delays.Count), (double)hits / delays.Count, loaded,
            frameTime.TotalMicroseconds / rewards.Count, slotTime.TotalMicroseconds / (rewards.Count * scenario.Options.SlotsPerFrame),
            (best - made) / Math.Abs(best));
    }
}

using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Exact;

/// <summary>
/// What every feasible cache set is worth in given slots with exact steps: the reward without the radio's part, which no set changes.
/// The sets are walked as a tree, model by model, so that sets with a common start share the work.
/// </summary>
internal sealed class CacheValues
{
    private readonly Scenario _scenario;
    private readonly StepKnapsack _knapsack;
    private readonly int[] _indexOfBits;
    private readonly int[] _requests;
    private readonly double[] _bits;
    private double[] _values = [];

    public CacheValues(Scenario scenario)
    {
        _scenario = scenario;
        _knapsack = new(scenario.Options.Users, scenario.Options.StepBudget);
        _indexOfBits = new int[1 << scenario.Models.Count];
        for (var i = 0; i < scenario.FeasibleSets.Count; i++)
            _indexOfBits[scenario.FeasibleSets[i].Bits] = i;
        _requests = new int[scenario.Models.Count];
        _bits = new double[scenario.Models.Count];
    }

    /// <summary>Adds weight × value of the slot for each of <see cref="Scenario.FeasibleSets"/>.</summary>
    public void Add(Slot slot, double weight, double[] values)
    {
        _values = values;
        Array.Clear(_requests);
        Array.Clear(_bits);
        for (var user = 0; user < slot.Models.Length; user++)
        {
            _requests[slot.Models[user]]++;
            _bits[slot.Models[user]] += slot.InputBits[user] + slot.OutputBits[user];
        }

        _knapsack.Depth = 0;
        Walk(0, new(0), _scenario.Options.CacheGigabytes + 1e-9, new(0, 0, 0), weight);
    }

    private void Walk(int model, ModelSet set, double left, Sums sums, double weight)
    {
        if (model == _requests.Length)
        {
            _values[_indexOfBits[set.Bits]] += weight * Reward(sums);
            return;
        }

        var (kind, requests) = (_scenario.Models[model], _requests[model]);
        var options = _scenario.Options;
        Walk(model + 1, set, left, new(
            sums.Cost + (requests * Cost(kind, kind.MaxSteps, options.CloudSeconds)), sums.Misses + requests, sums.MissedBits + _bits[model]), weight);
        if (kind.Gigabytes > left)
            return;
        var depth = _knapsack.Depth;
        for (var i = 0; i < requests; i++)
            _knapsack.Add(kind);
        Walk(model + 1, set.With(model), left - kind.Gigabytes, sums with { Cost = sums.Cost + (requests * Cost(kind, 0, 0)) }, weight);
        _knapsack.Depth = depth;
    }

    private double Cost(ScenarioModel model, int steps, double extraSeconds) =>
        (_scenario.Options.DelayWeight * (model.BaseSeconds + (steps * model.StepSeconds) + extraSeconds) / _scenario.Options.ReferenceSeconds)
            + ((1 - _scenario.Options.DelayWeight) * model.Loss(steps));

    // The misses share the backhaul equally, so each waits its bits × misses / rate.
    private double Reward(Sums sums)
    {
        var options = _scenario.Options;
        var backhaul = sums.MissedBits * sums.Misses / (options.BackhaulMegabitsPerSecond * 1e6);
        return (_knapsack.Value - sums.Cost - (options.DelayWeight * backhaul / options.ReferenceSeconds)) / options.Users;
    }

    private readonly record struct Sums(double Cost, int Misses, double MissedBits);
}

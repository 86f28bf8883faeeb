using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Policies;

/// <summary>
/// A genetic algorithm in each slot: genes in [0, 1] for steps and shares, tournaments of three, uniform crossover, one gene in n mutated,
/// the two best survive. Genes are scaled into the budgets.
/// </summary>
public sealed class GeneticSearch : ISlotPolicy
{
    private const int Elite = 2;
    private const int Tournament = 3;

    private readonly Scenario _scenario;
    private readonly int _generations;
    private readonly Random _random;
    private readonly SlotOutcome _outcome;
    private (double[] Genes, double Fitness)[] _parents;
    private (double[] Genes, double Fitness)[] _children;

    /// <summary>A search with its own memory and chance.</summary>
    public GeneticSearch(Scenario scenario, int seed, int population = 40, int generations = 40)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (_scenario, _generations, _random, _outcome) = (scenario, generations, new(seed), new(scenario));
        (double[], double)[] Create() => [.. Enumerable.Range(0, population).Select(_ => (new double[2 * scenario.Options.Users], 0.0))];
        (_parents, _children) = (Create(), Create());
    }

    /// <inheritdoc/>
    public void Decide(Slot slot, ModelSet cache, Span<int> steps, Span<double> shares)
    {
        ArgumentNullException.ThrowIfNull(slot);
        foreach (ref var parent in _parents.AsSpan())
        {
            for (var gene = 0; gene < parent.Genes.Length; gene++)
                parent.Genes[gene] = _random.NextDouble();
            parent.Fitness = Fitness(slot, cache, parent.Genes, steps, shares);
        }

        for (var generation = 0; generation < _generations; generation++)
        {
            Sort();
            for (var i = 0; i < _children.Length; i++)
            {
                if (i < Elite)
                    _parents[i].Genes.CopyTo(_children[i].Genes, 0);
                else
                    Breed(_children[i].Genes);
                _children[i].Fitness = i < Elite ? _parents[i].Fitness : Fitness(slot, cache, _children[i].Genes, steps, shares);
            }

            (_parents, _children) = (_children, _parents);
        }

        Sort();
        Decode(slot, cache, _parents[0].Genes, steps, shares);
    }

    private void Sort() => Array.Sort(_parents, (a, b) => b.Fitness.CompareTo(a.Fitness));

    private void Breed(double[] child)
    {
        var (mother, father) = (Pick(), Pick());
        for (var gene = 0; gene < child.Length; gene++)
            child[gene] = _random.Next(child.Length) == 0 ? _random.NextDouble() : (_random.Next(2) == 0 ? mother : father)[gene];
    }

    // The population is sorted, so the smallest of some random places is the fittest.
    private double[] Pick()
    {
        var place = _random.Next(_parents.Length);
        for (var i = 1; i < Tournament; i++)
            place = Math.Min(place, _random.Next(_parents.Length));
        return _parents[place].Genes;
    }

    private double Fitness(Slot slot, ModelSet cache, double[] genes, Span<int> steps, Span<double> shares)
    {
        Decode(slot, cache, genes, steps, shares);
        return _outcome.Evaluate(slot, cache, steps, shares);
    }

    private void Decode(Slot slot, ModelSet cache, double[] genes, Span<int> steps, Span<double> shares)
    {
        var (wanted, weights, users) = (0.0, 0.0, steps.Length);
        for (var user = 0; user < users; user++)
        {
            wanted += cache.Contains(slot.Models[user]) ? genes[user] * _scenario.Models[slot.Models[user]].MaxSteps : 0;
            weights += genes[users + user];
        }

        var scale = Math.Min(1, _scenario.Options.StepBudget / Math.Max(1e-9, wanted));
        var least = _scenario.Options.MinShare;
        for (var user = 0; user < users; user++)
        {
            steps[user] = cache.Contains(slot.Models[user]) ? (int)(genes[user] * scale * _scenario.Models[slot.Models[user]].MaxSteps) : 0;
            shares[user] = least + ((1 - (users * least)) * (weights > 0 ? genes[users + user] / weights : 1.0 / users));
        }
    }
}

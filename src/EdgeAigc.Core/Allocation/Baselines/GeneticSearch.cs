namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>
/// A generational genetic algorithm over levels and shares (tournaments of three, uniform crossover, mutation, the two best survive),
/// the per-slot allocator of the edge-AIGC studies. What breaks a limit is made feasible, not punished: a request that is late or
/// beyond the compute counts as rejected.
/// </summary>
internal sealed class GeneticSearch(SlotAllocatorOptions options) : IBaseline
{
    private const int Elite = 2;
    private const int Tournament = 3;

    private readonly (int Population, int Generations, int Seed) _settings = (options.Population, options.Generations, options.Seed);

    public string Policy => SlotAllocatorNames.Genetic;

    public void Decide(SlotProblem problem, Decisions decisions, in TimeLimit limit)
    {
        if (problem.Requests.Count == 0)
            return;
        var random = new Random(_settings.Seed);
        var (parents, children) = (Create(problem, random), Create(problem, random));
        Array.Sort(parents, ByFitness);
        for (var generation = 0; generation < _settings.Generations && !limit.Expired; generation++)
        {
            for (var i = 0; i < children.Length; i++)
            {
                if (i < Elite)
                    children[i].CopyFrom(parents[i]);
                else
                    Breed(problem, parents, children[i], random);
            }

            (parents, children) = (children, parents);
            Array.Sort(parents, ByFitness);
        }

        Decode(problem, parents[0], decisions.Levels, decisions.Shares);
    }

    private static int ByFitness(Chromosome a, Chromosome b) => b.Fitness.CompareTo(a.Fitness);

    private Chromosome[] Create(SlotProblem problem, Random random)
    {
        var count = problem.Requests.Count;
        var population = Enumerable.Range(0, _settings.Population).Select(_ => new Chromosome(count)).ToArray();
        for (var i = 0; i < population.Length; i++)
        {
            for (var gene = 0; gene < count; gene++)
            {
                // The first one gives everybody the fewest steps, so that there is something to start from in a full slot.
                population[i].Levels[gene] = i == 0 ? 0 : RandomLevel(problem, gene, random);
                population[i].Weights[gene] = i == 0 ? 1 : RandomWeight(random);
            }

            population[i].Fitness = Fitness(problem, population[i]);
        }

        return population;
    }

    private static void Breed(SlotProblem problem, Chromosome[] parents, Chromosome child, Random random)
    {
        var (mother, father) = (Pick(parents, random), Pick(parents, random));
        var mutation = 1.0 / child.Levels.Length;
        for (var gene = 0; gene < child.Levels.Length; gene++)
        {
            var parent = random.Next(2) == 0 ? mother : father;
            child.Levels[gene] = random.NextDouble() < mutation ? RandomLevel(problem, gene, random) : parent.Levels[gene];
            child.Weights[gene] = random.NextDouble() < mutation ? RandomWeight(random) : parent.Weights[gene];
        }

        child.Fitness = Fitness(problem, child);
    }

    // The population is sorted, so the smallest of some random places is the fittest.
    private static Chromosome Pick(Chromosome[] parents, Random random)
    {
        var place = random.Next(parents.Length);
        for (var i = 1; i < Tournament; i++)
            place = Math.Min(place, random.Next(parents.Length));
        return parents[place];
    }

    private static int RandomLevel(SlotProblem problem, int gene, Random random) => random.Next(-1, problem.Requests[gene].Quality.Count);

    private static double RandomWeight(Random random) => Math.Exp((4 * random.NextDouble()) - 2);

    private static double Fitness(SlotProblem problem, Chromosome chromosome) => Decode(problem, chromosome, default, default);

    /// <summary>Makes the decisions feasible, writes them unless there is no room, and returns their utility.</summary>
    private static double Decode(SlotProblem problem, Chromosome chromosome, Span<int> levels, Span<double> shares)
    {
        var weights = 0.0;
        for (var i = 0; i < chromosome.Levels.Length; i++)
            weights += chromosome.Levels[i] >= 0 && problem.Requests[i].PayloadBits > 0 ? chromosome.Weights[i] : 0;

        var (left, utility) = (problem.ComputeSeconds, 0.0);
        for (var i = 0; i < chromosome.Levels.Length; i++)
        {
            var (request, level) = (problem.Requests[i], chromosome.Levels[i]);
            var share = request.PayloadBits > 0 && level >= 0 ? chromosome.Weights[i] / weights : 0;
            if (level < 0 || !Admission.Fits(problem, request, level, share, left))
            {
                utility += request.RejectUtility;
                continue;
            }

            left -= request.ComputeSeconds(request.Quality[level].Steps);
            utility += Admission.Utility(problem, request, level, share);
            if (!levels.IsEmpty)
                (levels[i], shares[i]) = (level, share);
        }

        return utility;
    }
}

using System.ComponentModel.DataAnnotations;
using EdgeAigc.Core.Learned;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>One edge server with a cache of models, its users and the cloud behind it.</summary>
public sealed class Scenario
{
    /// <summary>Draws the models.</summary>
    /// <exception cref="InvalidDataException">An option is out of its range.</exception>
    public Scenario(ScenarioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ValidationResult> faults = [];
        if (!Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true))
            throw new InvalidDataException(string.Join(" ", faults.Select(fault => fault.ErrorMessage)));
        Options = options;
        Models = CreateModels(options);
        Sets = new([.. Models.Select(model => model.Gigabytes)], options.CacheGigabytes);
    }

    /// <summary>The constants.</summary>
    public ScenarioOptions Options { get; }

    /// <summary>The models, the most popular first at the start.</summary>
    public IReadOnlyList<ScenarioModel> Models { get; }

    /// <summary>What the cache can hold.</summary>
    public CacheSets Sets { get; }

    /// <summary>Every set that the cache can hold, ascending by bits.</summary>
    public IReadOnlyList<ModelSet> FeasibleSets => Sets.Feasible;

    /// <summary>The feasible sets to which no model could be added.</summary>
    public IReadOnlyList<ModelSet> MaximalSets => Sets.Maximal;

    /// <summary>Whether the cache can hold the set.</summary>
    public bool Fits(ModelSet set) => Sets.Fits(set);

    /// <summary>Size of the set in GB.</summary>
    public double Gigabytes(ModelSet set) => Sets.Gigabytes(set);

    /// <summary>Reward that a frame loses when the cache changes.</summary>
    public double SwitchCost(ModelSet from, ModelSet to) => Options.SwitchCostPerGigabyte * Gigabytes(to.Except(from));

    /// <summary>The models that fit one after the other in the given order.</summary>
    public ModelSet Fill(IEnumerable<int> order)
    {
        var set = new ModelSet(0);
        foreach (var model in order)
            set = Fits(set.With(model)) ? set.With(model) : set;
        return set;
    }

    private static ScenarioModel[] CreateModels(ScenarioOptions options)
    {
        var random = new Random(options.ModelSeed);
        double Spread(double centre, double width) => centre * (1 + (width * ((2 * random.NextDouble()) - 1)));
        return [.. options.ModelGigabytes.Select((size, index) =>
        {
            double[] pieces =
            [
                Spread(options.FlatUntilSteps, options.QualitySpread[0]), Spread(options.VariationBefore, options.QualitySpread[1]),
                Spread(options.FlatFromSteps, options.QualitySpread[2]), Spread(options.VariationAfter, options.QualitySpread[3]),
            ];
            var (step, fixedTime) = (Spread(options.StepSeconds, options.StepSecondsSpread), Spread(options.BaseSeconds, options.BaseSecondsSpread));
            (step, fixedTime) = (options.ModelStepSeconds?[index] ?? step, options.ModelBaseSeconds?[index] ?? fixedTime);
            double[] loss = options.QualityCurves.Length > 0
                ? [.. options.QualityCurves[index % options.QualityCurves.Length].Select(quality => 1 - quality)]
                : ThreePieces(pieces, options.ReferenceVariation);
            return new ScenarioModel(size, step, fixedTime, loss, options);
        })];
    }

    private static double[] ThreePieces(double[] pieces, double reference)
    {
        var (until, before, from, after) = (pieces[0], pieces[1], pieces[2], pieces[3]);
        return [.. Enumerable.Range(0, (int)Math.Ceiling(from) + 1)
            .Select(steps => (before + ((after - before) * Math.Clamp((steps - until) / (from - until), 0, 1))) / reference)];
    }
}

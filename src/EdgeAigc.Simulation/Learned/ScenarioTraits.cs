using EdgeAigc.Core.Learned;
using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>The scenario's models as learners are told of them, and how what they are told is scaled.</summary>
public static class ScenarioTraits
{
    private const int SampleFrames = 50;

    /// <summary>What stage two is told of a model.</summary>
    public static ModelTraits Of(ScenarioModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        int[] levels = [.. Enumerable.Range(1, model.MaxSteps)];
        return ModelTraits.Of(levels, model.Gains.AsSpan(1), model.StepSeconds);
    }

    /// <summary>What stage one is trained for.</summary>
    public static TrainedCache Trained(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var models = scenario.Models;
        return new(
            scenario.Options.ModelNames ?? [], [.. models.Select(model => model.Gigabytes)], scenario.Options.CacheGigabytes, [.. models.Select(model => model.Gains[model.BestLevel])],
            [.. models.Select(model => model.StepSeconds)], scenario.Options.ZipfSkews);
    }

    /// <summary>Measures a sample trace of the scenario and its models.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="temperature">Factor of the action in the softmax of the shares.</param>
    public static SlotScales Scales(Scenario scenario, double temperature)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var slots = TraceGenerator.Frames(scenario, scenario.Options.ModelSeed, SampleFrames).SelectMany(frame => frame.Slots).ToArray();
        var models = scenario.Models.Select(Of).ToArray();
        return new(
            FeatureScale.Of(slots.SelectMany(slot => slot.Gains).Select(gain => Math.Log(gain))),
            FeatureScale.Of(slots.SelectMany(slot => slot.InputBits).Select(bits => Math.Log(bits))),
            [.. Enumerable.Range(0, ModelTraits.Count).Select(place => FeatureScale.Of(models.Select(model => model[place])))],
            temperature,
            scenario.Options.MinShare);
    }
}

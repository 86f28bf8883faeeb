using EdgeAigc.Simulation.PaperScenario;

namespace EdgeAigc.Simulation.Learned;

/// <summary>Mean and standard deviation of what a learner is told, so that each number is about 0 ± 1.</summary>
internal sealed class FeatureScales
{
    private const int SampleFrames = 50;

    /// <summary>Measures a sample trace of the scenario and its models.</summary>
    public FeatureScales(Scenario scenario)
    {
        var slots = TraceGenerator.Frames(scenario, scenario.Options.ModelSeed, SampleFrames).SelectMany(frame => frame.Slots).ToArray();
        Gain = Measure(slots.SelectMany(slot => slot.Gains).Select(gain => Math.Log(gain)));
        Bits = Measure(slots.SelectMany(slot => slot.InputBits).Select(bits => Math.Log(bits)));
        var models = scenario.Models.Select(model => Describe(model)).ToArray();
        Models = [.. Enumerable.Range(0, models[0].Length).Select(i => Measure(models.Select(model => model[i])))];
    }

    public (double Mean, double Deviation) Gain { get; }

    public (double Mean, double Deviation) Bits { get; }

    public (double Mean, double Deviation)[] Models { get; }

    /// <summary>What a learner is told of a model: its best level, the gain there, the level of half that gain, seconds of a step.</summary>
    public static double[] Describe(ScenarioModel model)
    {
        var half = model.UsefulLevels.FirstOrDefault(level => model.Gains[level] >= model.Gains[model.BestLevel] / 2);
        return [model.BestLevel, model.Gains[model.BestLevel], half, model.StepSeconds];
    }

    public static float Scale(double value, (double Mean, double Deviation) scale) => (float)((value - scale.Mean) / scale.Deviation);

    private static (double Mean, double Deviation) Measure(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        var deviation = Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
        return (mean, deviation > 1e-9 ? deviation : 1);
    }
}

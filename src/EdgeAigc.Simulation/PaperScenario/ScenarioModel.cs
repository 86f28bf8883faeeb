namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>What one model costs and gives.</summary>
public sealed class ScenarioModel
{
    private readonly double[] _loss;

    internal ScenarioModel(double gigabytes, double stepSeconds, double baseSeconds, double[] loss, ScenarioOptions options)
    {
        (Gigabytes, StepSeconds, BaseSeconds, _loss) = (gigabytes, stepSeconds, baseSeconds, loss);
        Gains = [.. loss.Select((value, steps) =>
            ((1 - options.DelayWeight) * (loss[0] - value)) - (options.DelayWeight * steps * stepSeconds / options.ReferenceSeconds))];
        List<int> useful = [];
        var best = 0.0;
        for (var steps = 1; steps < Gains.Length; steps++)
        {
            if (Gains[steps] > best)
            {
                best = Gains[steps];
                useful.Add(steps);
            }
        }

        UsefulLevels = [.. useful];
    }

    /// <summary>Size in GB.</summary>
    public double Gigabytes { get; }

    /// <summary>B1 in seconds.</summary>
    public double StepSeconds { get; }

    /// <summary>B2 in seconds.</summary>
    public double BaseSeconds { get; }

    /// <summary>Most steps that may be given; the cloud makes as many.</summary>
    public int MaxSteps => _loss.Length - 1;

    /// <summary>Value of L steps over none: what the loss of quality falls by less what the delay grows by, weighed.</summary>
    public double[] Gains { get; }

    /// <summary>Levels above 0 that gain more than every smaller one; no other level is ever needed.</summary>
    public int[] UsefulLevels { get; }

    /// <summary>Weighed loss of quality is (1 − α) times this.</summary>
    public double Loss(int steps) => _loss[steps];

    /// <summary>Level of the greatest gain; 0 where steps do not pay.</summary>
    public int BestLevel => UsefulLevels.Length == 0 ? 0 : UsefulLevels[^1];
}

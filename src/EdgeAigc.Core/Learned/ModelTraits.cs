namespace EdgeAigc.Core.Learned;

/// <summary>What stage two is told of a model.</summary>
/// <param name="BestLevel">Steps of the greatest gain; 0 where steps do not pay.</param>
/// <param name="Gain">The gain there: what steps are worth over none, their delay deducted.</param>
/// <param name="HalfLevel">Fewest steps that gain half of it.</param>
/// <param name="StepSeconds">Time of a step in seconds.</param>
public readonly record struct ModelTraits(int BestLevel, double Gain, int HalfLevel, double StepSeconds)
{
    /// <summary>Numbers of it.</summary>
    public const int Count = 4;

    /// <summary>Finds best and half level.</summary>
    /// <param name="levels">Steps that may be given, ascending from 1.</param>
    /// <param name="gains">Gain of each.</param>
    /// <param name="stepSeconds">Time of a step in seconds.</param>
    public static ModelTraits Of(ReadOnlySpan<int> levels, ReadOnlySpan<double> gains, double stepSeconds)
    {
        var (best, gain) = (0, 0.0);
        for (var i = 0; i < levels.Length; i++)
        {
            if (gains[i] > gain)
                (best, gain) = (levels[i], gains[i]);
        }

        for (var i = 0; i < levels.Length && best > 0; i++)
        {
            if (gains[i] >= gain / 2)
                return new(best, gain, levels[i], stepSeconds);
        }

        return new(0, gain, 0, stepSeconds);
    }

    /// <summary>The number at that place, in the order of the parameters.</summary>
    public double this[int place] => place switch { 0 => BestLevel, 1 => Gain, 2 => HalfLevel, _ => StepSeconds };
}

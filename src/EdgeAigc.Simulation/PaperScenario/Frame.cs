namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>A frame of a trace.</summary>
/// <param name="SkewState">Popularity state, an index of <see cref="ScenarioOptions.ZipfSkews"/>.</param>
/// <param name="Popularity">Probability of each model. No policy sees it but those that are told so.</param>
/// <param name="Slots">Its slots.</param>
public sealed record Frame(int SkewState, double[] Popularity, Slot[] Slots)
{
    /// <summary>How often each model was asked for.</summary>
    public int[] Counts()
    {
        var counts = new int[Popularity.Length];
        foreach (var model in Slots.SelectMany(slot => slot.Models))
            counts[model]++;
        return counts;
    }
}

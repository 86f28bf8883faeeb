namespace EdgeAigc.Core.Allocation.Baselines;

/// <summary>A slot's decisions as genes: a level and a weight in the division of the link for each request.</summary>
internal sealed class Chromosome(int count)
{
    /// <summary>Level of each request; −1 rejects it.</summary>
    public int[] Levels { get; } = new int[count];

    /// <summary>Weight of each request, above 0.</summary>
    public double[] Weights { get; } = new double[count];

    /// <summary>Total utility after it was made feasible.</summary>
    public double Fitness { get; set; }

    public void CopyFrom(Chromosome other)
    {
        other.Levels.CopyTo(Levels, 0);
        other.Weights.CopyTo(Weights, 0);
        Fitness = other.Fitness;
    }
}

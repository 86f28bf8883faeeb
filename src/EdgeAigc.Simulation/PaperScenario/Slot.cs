using EdgeAigc.Core.Learned;

namespace EdgeAigc.Simulation.PaperScenario;

/// <summary>What the users ask for in one slot. All arrays have one value for each user.</summary>
/// <param name="Models">Model that the user asks for.</param>
/// <param name="Gains">Channel gain over noise density, in Hz/W.</param>
/// <param name="InputBits">Bits to send up.</param>
/// <param name="OutputBits">Bits to send down.</param>
public sealed record Slot(int[] Models, double[] Gains, double[] InputBits, double[] OutputBits)
{
    /// <summary>How many users ask for a cached model.</summary>
    public int CountHits(ModelSet cache) => Models.Count(cache.Contains);
}
